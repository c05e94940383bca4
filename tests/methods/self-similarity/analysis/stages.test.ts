import { describe, expect, it } from 'vitest';
import type { RandomStream } from '../../../../main/compute/random.ts';
import { RunInterrupted, type Snapshot } from '../../../../main/methods/context.ts';
import { Stages } from '../../../../main/methods/self-similarity/analysis/stages.ts';
import type { StepTrainer } from '../../../../main/methods/self-similarity/learner.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

/** Sums random numbers, one a step, from one that is drawn at the start. */
class SumTrainer implements StepTrainer<number> {
  readonly steps: number;
  readonly losses = new Float64Array(2);
  readonly #random: RandomStream;
  readonly #sum: Float64Array;
  #done = 0;

  constructor(steps: number, random: RandomStream) {
    this.steps = steps;
    this.#random = random;
    this.#sum = Float64Array.of(random.normal());
  }

  get done(): number {
    return this.#done;
  }

  advance(count: number): void {
    for (let i = 0; i < count; i++) {
      this.#sum[0] = Math.sin(this.#sum[0] + this.#random.normal());
      this.#done++;
    }
    this.losses.set([this.#sum[0], Number.NaN]);
  }

  snapshot(): Snapshot {
    return { arrays: { sum: { shape: [1], data: this.#sum.slice() } }, values: { done: this.#done } };
  }

  restore({ arrays, values }: Snapshot): void {
    this.#sum.set(arrays.sum.data as Float64Array);
    this.#done = Number(values.done);
  }

  result(): number {
    return this.#sum[0];
  }
}

/** Three stages, the second of which depends on the first. */
async function perform(context: ReturnType<MemoryRun<'self-similarity'>['start']>): Promise<number[]> {
  const stages = new Stages(context, 3);
  const stage = (name: string, steps: number) =>
    stages.train({
      name,
      title: name,
      metric: `${name}: loss`,
      work: 1,
      make: (random) => new SumTrainer(steps, random),
    });
  const first = await stage('first', 30);
  const second = await stage('second', 20 + Math.round(10 * Math.abs(first)));
  await stages.breathe();
  return [first, second, await stage('third', 5)];
}

describe('stages of a run', () => {
  it('end with the same bits however often they are interrupted', async () => {
    const whole = new MemoryRun('self-similarity', { seed: 4 });
    const expected = await perform(whole.start());
    const pieces = new MemoryRun('self-similarity', { seed: 4 });
    let interruptions = 0;
    for (;;) {
      let breaths = 0;
      try {
        expect(await perform(pieces.start(() => ++breaths > 2))).toEqual(expected);
        break;
      } catch (error) {
        if (!(error instanceof RunInterrupted)) throw error;
        interruptions++;
      }
    }
    expect(interruptions).toBeGreaterThan(5);
  });

  it('keep what later ones had done when they are interrupted before they come to it', async () => {
    const run = new MemoryRun('self-similarity', { seed: 4 });
    let stop = false;
    const stages = new Stages(
      run.start(() => stop),
      2,
    );
    for (const name of ['first', 'second']) {
      const make = (random: RandomStream) => new SumTrainer(5, random);
      await stages.train({ name, title: name, metric: null, work: 1, make });
    }
    stop = true;
    await expect(stages.breathe()).rejects.toThrow(RunInterrupted);
    const kept = () => (run.start().restore()!.values.stages as { name: string }[]).map(({ name }) => name);
    expect(kept()).toEqual(['first', 'second']);
    await expect(
      new Stages(
        run.start(() => true),
        3,
      ).breathe(),
    ).rejects.toThrow(RunInterrupted);
    expect(kept()).toEqual(['first', 'second']);
  });

  it('have streams of their own', async () => {
    const [a, , c] = await perform(new MemoryRun('self-similarity', { seed: 4 }).start());
    const [other] = await perform(new MemoryRun('self-similarity', { seed: 5 }).start());
    expect(new Set([a, c, other]).size).toBe(3);
  });

  it('show the lowest loss that is one, at fixed steps', async () => {
    const run = new MemoryRun('self-similarity');
    await perform(run.start());
    expect(run.metric('first: loss')).toHaveLength(30);
    expect(run.metric('first: loss').every(Number.isFinite)).toBe(true);
  });
});
