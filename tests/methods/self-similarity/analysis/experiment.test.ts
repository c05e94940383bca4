import { describe, expect, it } from 'vitest';
import type { ArrayRecord, SelfSimilarityResult } from '../../../../preload/contract/index.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import { selfSimilarity } from '../../../../main/methods/self-similarity/analysis/experiment.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { ElementaryAutomaton } from '../../../../main/physics/cellular-automata/elementary.ts';
import { automatonStart } from '../../../../main/physics/cellular-automata/start.ts';
import { rejectionOf } from '../../../data/faults.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';

async function finish(document: Record<string, unknown>, inputs: ArrayRecord = {}) {
  const run = new MemoryRun('self-similarity', document);
  run.inputs = inputs;
  await selfSimilarity.run(run.start());
  return { run, result: run.json<SelfSimilarityResult>('result.json') };
}

/** Interrupted after `every` breaths, then after twice as many, and so on: what is only measured is measured again after each. */
async function inPieces(document: Record<string, unknown>, every: number, inputs: ArrayRecord = {}) {
  const run = new MemoryRun('self-similarity', document);
  run.inputs = inputs;
  for (let interruptions = 0; ; interruptions++) {
    let breaths = 0;
    try {
      await selfSimilarity.run(run.start(() => ++breaths > every * (interruptions + 1)));
      return { run, interruptions };
    } catch (error) {
      if (!(error instanceof RunInterrupted)) throw error;
    }
  }
}

const withoutTime = (run: MemoryRun<'self-similarity'>) => ({
  result: { ...run.json<SelfSimilarityResult>('result.json'), seconds: 0 },
  pictures: run.arrays('pictures.npz'),
  table: run.artifacts.get('scales.csv'),
});

const quick = { coarseGraining: { steps: 150, restarts: 8 }, dynamics: { steps: 600, restarts: 2 } };

describe('self-similarity of an automaton', () => {
  it('is found at N = 2 and not at 3 for rule 60, as the enumeration says', async () => {
    const { run, result } = await finish({
      seed: 1,
      system: { type: 'automaton', rule: 60 },
      scales: ['2x2', '3x3'],
    });
    expect(result).toMatchObject({
      title: 'Rule 60',
      dimension: 1,
      binary: true,
      rules: [{ learner: 'binary', table: { rule: 60, deterministic: true }, error: { value: 0 } }],
    });
    const [two, three] = result.scales;
    expect(two).toMatchObject({
      space: 2,
      time: 2,
      verdict: 'self-similar',
      agrees: true,
      consistency: { value: 0, error: null },
      exact: { maps: 3 },
      effectiveInformation: { micro: 1, macro: 1 },
    });
    expect(three).toMatchObject({ verdict: 'not-self-similar', agrees: true, exact: { maps: 0 } });
    expect(three.consistency.value).toBeGreaterThan(0.25);
    expect(run.summary).toMatchObject({ 'ratio 2x2': 0, 'self-similar scales': 1 });
    expect(run.metric('2x2: loss').length).toBeGreaterThan(10);
    expect(run.frames.at(-1)?.map(({ label }) => label)).toEqual(['micro', 'macro, 3x3', 'predicted, 3x3']);
  });

  it('leaves pictures whose macro states are predicted by f', async () => {
    const { run } = await finish({
      ...quick,
      system: { type: 'automaton', rule: 90, width: 64, steps: 31 },
      scales: ['2x2'],
    });
    const { micro, 'macro-2x2': macro, 'predicted-2x2': predicted } = run.arrays('pictures.npz');
    expect(micro.shape).toEqual([32, 1, 1, 64]);
    expect(macro.shape).toEqual([16, 1, 1, 32]);
    expect(predicted.shape).toEqual([16, 1, 1, 32]);
    expect(Array.from(predicted.data.subarray(0, 32) as Float32Array).every(Number.isNaN)).toBe(true);
    expect(predicted.data.subarray(32)).toEqual(macro.data.subarray(32));
  });

  it('is trivial for rule 0', async () => {
    const { result } = await finish({ ...quick, system: { type: 'automaton', rule: 0 }, scales: ['2x2'] });
    expect(result.scales[0]).toMatchObject({
      verdict: 'trivial',
      trivial: 'constant-after-one-step',
      agrees: true,
    });
  });

  it('is no question of yes or no where the rule is noisy', async () => {
    const { result } = await finish({
      ...quick,
      system: { type: 'probabilistic-automaton' },
      scales: ['2x2'],
    });
    expect(result.scales[0].verdict).toBe('comparison');
    expect(result.rules[0].table).toMatchObject({ rule: null, deterministic: false });
  });
});

describe('self-similarity of diffusion', () => {
  it('holds at T = S², where D is the same', async () => {
    const { run, result } = await finish({
      system: { type: 'diffusion' },
      scales: ['2x4', '2x2', '2x8'],
      coarseGraining: { restarts: 2 },
    });
    const [right, early, late] = result.scales;
    expect(result.rules[0].learner).toBe('linear');
    expect(result.rules[0].diffusion).toBeCloseTo(0.5, 2);
    expect(right.verdict).toBe('self-similar');
    expect(right.diffusion?.ratio.value).toBeCloseTo(1, 3);
    expect(early.verdict).toBe('not-self-similar');
    expect(early.diffusion?.ratio.value).toBeCloseTo(0.5, 3);
    expect(late.diffusion?.ratio.value).toBeCloseTo(2, 3);
    expect(early.ratio.value / right.ratio.value).toBeGreaterThan(100);
    expect(Math.abs(result.exponent!.z.value - 2)).toBeLessThan(2 * result.exponent!.z.error!);
    const table = run.artifacts.get('scales.csv');
    expect(table?.type === 'text' && table.text.split('\r\n')).toHaveLength(5);
  });
});

const vicsek = {
  seed: 2,
  system: { type: 'vicsek', side: 12, density: 0.5, noise: 0.5, steps: 60, burnIn: 50 },
  scales: ['2x2'],
  dynamics: { steps: 20, restarts: 2, units: 4 },
  coarseGraining: { steps: 12, restarts: 2, batch: 16 },
  repeats: 2,
  free: true,
};

describe('self-similarity of a flock', () => {
  it('is a comparison, with errors from repeats, beside free macro dynamics', async () => {
    const { result } = await finish(vicsek);
    expect(result).toMatchObject({ dimension: 2, fields: ['density', 'Σv_x', 'Σv_y'], binary: false });
    expect(result.rules).toHaveLength(2);
    const [scale] = result.scales;
    expect(scale.ratio.error).toBeGreaterThan(0);
    expect(scale.free?.ratio.error).toBeGreaterThan(0);
    expect(scale.restarts).toHaveLength(2);
    expect(['comparison', 'trivial']).toContain(scale.verdict);
    expect(result.notes.join(' ')).toMatch(/means over 2 whole trainings/);
  });
});

describe('an interrupted run', () => {
  it.each<[string, Record<string, unknown>, number]>([
    [
      'of an automaton',
      { ...quick, seed: 3, system: { type: 'automaton', rule: 150 }, scales: ['2x2', '4x4'], free: true },
      9,
    ],
    ['of diffusion', { ...quick, system: { type: 'diffusion', cells: 40, steps: 30 }, scales: ['2x4'] }, 4],
    ['of a flock', vicsek, 35],
  ])('%s ends with the same bits', async (_, document, every) => {
    const { run: whole } = await finish(document);
    const { run, interruptions } = await inPieces(document, every);
    expect(interruptions).toBeGreaterThan(1);
    expect(withoutTime(run)).toEqual(withoutTime(whole));
  });
});

const logistic = (x: number) => 3.9 * x * (1 - x);

/** [1, times, 1, 1, width]. */
const spacetime = (rows: readonly ArrayLike<number>[]): ArrayRecord => ({
  spacetime: {
    shape: [1, rows.length, 1, 1, rows[0].length],
    data: Float32Array.from(rows.flatMap((row) => Array.from(row))),
  },
});
const rowsOf = (cells: Uint8Array, width: number) =>
  Array.from({ length: cells.length / width }, (_, time) => cells.subarray(time * width, (time + 1) * width));

describe('self-similarity of own data', () => {
  it('is judged by the enumeration when every context occurs', async () => {
    const start = automatonStart(120, 'random', 0.5, new RandomStream(1, 'own'));
    const cells = new ElementaryAutomaton(90, 120).history(start, 63);
    const { result } = await finish(
      { ...quick, system: { type: 'data', sourceName: 'mine.csv' }, scales: ['2x2', '3x3'] },
      spacetime(rowsOf(cells, 120)),
    );
    expect(result.title).toBe('mine.csv');
    expect(result.rules[0].table?.rule).toBe(90);
    expect(result.scales.map(({ verdict, agrees }) => [verdict, agrees])).toEqual([
      ['self-similar', true],
      ['not-self-similar', true],
    ]);
  });

  it('is judged on what it shows when contexts are missing, and the rules that fit are named', async () => {
    const cells = new ElementaryAutomaton(90, 128).history(
      Uint8Array.from({ length: 128 }, (_, x) => Number(x === 64)),
      63,
    );
    const { result } = await finish(
      { system: { type: 'data' }, scales: ['2x2', '3x3'] },
      spacetime(rowsOf(cells, 128)),
    );
    expect(result.rules[0].table?.rule).toBeNull();
    expect(result.scales.map(({ verdict, exact }) => [verdict, exact])).toEqual([
      ['self-similar', null],
      ['not-self-similar', null],
    ]);
    expect(result.scales[0].evidence.join(' ')).toMatch(
      /3 contexts of 8 never occur .* in all contexts under 90\./,
    );
  });

  it('is no question of yes or no when held-out cells disobey the rule of the others', async () => {
    const start = automatonStart(120, 'random', 0.5, new RandomStream(1, 'own'));
    const cells = new ElementaryAutomaton(60, 120).history(start, 63);
    for (let x = 0; x < 120; x += 10) cells[60 * 120 + x] ^= 1;
    const { result } = await finish(
      { ...quick, system: { type: 'data' }, scales: ['2x2'] },
      spacetime(rowsOf(cells, 120)),
    );
    expect(result.rules[0].table).toMatchObject({ rule: 60, deterministic: true });
    expect(result.rules[0].error.value).toBeGreaterThan(0);
    expect(result.scales[0]).toMatchObject({ verdict: 'comparison', exact: null, agrees: null });
    expect(result.notes.join(' ')).toMatch(/of the held-out cells disobey it/);
  });

  it('does not blame data for what stage one did not learn', async () => {
    const start = automatonStart(120, 'random', 0.5, new RandomStream(1, 'own'));
    const cells = new ElementaryAutomaton(60, 120).history(start, 63);
    const { result } = await finish(
      {
        system: { type: 'data' },
        scales: ['2x2'],
        dynamics: { steps: 1, restarts: 1 },
        coarseGraining: { steps: 5, restarts: 1 },
      },
      spacetime(rowsOf(cells, 120)),
    );
    expect(result.rules[0].table).toMatchObject({ rule: null, deterministic: true });
    const notes = result.notes.join(' ');
    expect(notes).toMatch(/The data were not learnt: after .* Train with more steps/);
    expect(notes).not.toMatch(/disobey/);
  });

  it('of data that come to rest or are short says what could not be measured', async () => {
    const { result } = await finish(
      { ...quick, system: { type: 'data' }, learner: 'linear' },
      spacetime(
        Array.from({ length: 22 }, (_, time) =>
          Float64Array.from({ length: 16 }, (_unused, x) => (time < 12 ? Math.sin(time * time + x * x) : 0)),
        ),
      ),
    );
    expect(result.scales).toMatchObject([
      { space: 2, time: 2, verdict: 'trivial' },
      { space: 3, time: 3, verdict: 'trivial' },
    ]);
    expect(result.notes.join(' ')).toMatch(/Of the usual scales 4x4 is left out/);
    expect(result.notes.join(' ')).toMatch(/held-out states do not vary/);
    expect(result.exponent).toBeNull();
  });

  it('takes least squares where a linear rule fits, and a network where none does', async () => {
    const width = 24;
    const random = new RandomStream(1, 'own');
    const evolve = (next: (left: number, centre: number) => number) => {
      const rows = [Float64Array.from({ length: width }, () => random.uniform())];
      for (let time = 1; time < 60; time++) {
        const row = rows[time - 1];
        rows.push(row.map((centre, x) => next(row[(x + width - 1) % width], centre)));
      }
      return spacetime(rows);
    };
    const settings = { ...quick, scales: ['2x2'], coarseGraining: { steps: 20, restarts: 2 } };
    const own = { ...settings, system: { type: 'data' } };
    const linear = await finish(
      own,
      evolve((left, centre) => 0.9 * left + 0.1 * centre),
    );
    expect(linear.result.rules[0]).toMatchObject({ learner: 'linear' });
    expect(linear.result.notes.join(' ')).toMatch(/least squares leaves/);
    // Coupled logistic maps.
    const chaotic = await finish(
      own,
      evolve((left, centre) => 0.3 * logistic(left) + 0.7 * logistic(centre)),
    );
    expect(chaotic.result.rules[0]).toMatchObject({ learner: 'network' });
    expect(chaotic.result.notes.join(' ')).toMatch(/a linear f leaves \d+%, a network/);
  });

  it('turns planar data only where the rule singles out no direction', async () => {
    const [runs, times, side] = [4, 12, 12];
    const evolve = (neighbours: readonly (readonly [number, number])[]): ArrayRecord => {
      const random = new RandomStream(1, 'planar');
      const data = new Float32Array(runs * times * side ** 2);
      for (let i = 0; i < data.length; i++) {
        const [x, y] = [i % side, Math.floor(i / side) % side];
        const before = i - x - side * y - side ** 2;
        const from = ([right, down]: readonly [number, number]) =>
          data[before + ((y + down + side) % side) * side + ((x + right + side) % side)];
        const first = Math.floor(i / side ** 2) % times === 0;
        data[i] = first
          ? random.normal()
          : neighbours.reduce((sum, place) => sum + from(place), 0) / neighbours.length;
      }
      return { spacetime: { shape: [runs, times, 1, side, side], data } };
    };
    const document = { system: { type: 'data' }, scales: ['2x1'], coarseGraining: { restarts: 1 } };
    const moving = await finish(document, evolve([[-1, 0]]));
    expect(moving.result.notes.join(' ')).toMatch(/Turned lattices are left out/);
    expect(moving.result.rules[0].error.value).toBeLessThan(1e-9);
    const spreading = await finish(
      document,
      evolve([
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ]),
    );
    expect(spreading.result.notes.join(' ')).not.toMatch(/Turned lattices/);
    expect(spreading.result.rules[0].error.value).toBeLessThan(1e-9);
    expect(spreading.result.rules[0].diffusion).toBeCloseTo(0.25, 6);
  });

  it.each<[string, Record<string, unknown>, ArrayRecord, RegExp]>([
    ['there are none', {}, {}, /no series to analyse/],
    [
      'they are too short for a scale',
      { scales: ['2x2', '2x8'] },
      spacetime(
        Array.from({ length: 40 }, (_, t) =>
          Float64Array.from({ length: 12 }, (_unused, x) => Math.sin(t * x)),
        ),
      ),
      /too short for the scale 2x8/,
    ],
    [
      'the learner is for others',
      { learner: 'binary', scales: ['2x2'] },
      spacetime(
        Array.from({ length: 40 }, (_, t) =>
          Float64Array.from({ length: 12 }, (_unused, x) => Math.sin(t * x)),
        ),
      ),
      /./,
    ],
  ])('is refused when %s', async (_, document, inputs, message) => {
    const fault = await rejectionOf(finish({ system: { type: 'data' }, ...document }, inputs));
    expect(fault.message).toMatch(message);
    expect(fault.remedy).toBeDefined();
  });
});
