import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  examine,
  growLists,
  Scorer,
  trivialShare,
} from '../../../../main/methods/macronet/turing/evaluation.ts';
import { nearestPatterns } from '../../../../main/methods/macronet/design/lookup.ts';
import { describePatterns, TrainingReference } from '../../../../main/methods/macronet/turing/reference.ts';
import { score, toPictureDescriptor } from '../../../../main/methods/macronet/turing/scoring.ts';
import { generatePatterns } from '../../../../main/methods/gray-scott/patterns.ts';
import { descriptor, pictureDescriptor } from '../../../../main/physics/gray-scott/index.ts';
import { MemoryRun } from '../memory-run.ts';

const context = new MemoryRun('gray-scott-dataset', { generation: { steps: 600 } }).start();
const { generation } = context.spec;
const patterns = await generatePatterns(context, generation, 9, 24);
const cells = patterns.size ** 2;
const a = (i: number) => patterns.a.subarray(i * cells, (i + 1) * cells);
const b = (i: number) => patterns.b.subarray(i * cells, (i + 1) * cells);
const reference = new TrainingReference({
  parameters: patterns.parameters,
  seeds: patterns.seeds,
  descriptors: describePatterns(patterns, 24),
  macrostates: new Float32Array(3 * 24),
});

describe('scores', () => {
  it('are 1 at the floor and 0 for a random pattern', () => {
    expect(score(0.3, 0.3, 1.7)).toBe(1);
    expect(score(1.7, 0.3, 1.7)).toBe(0);
    expect(score(1, 2, 2)).toBeNaN();
  });

  it('of the twins themselves are 1, and trivial patterns count as random', async () => {
    const examination = await examine(patterns, 0, 4, generation, context.pool, 5);
    const scorer = new Scorer(examination, reference, 'fields');
    const twins = examination.twins.map((twin) => [{ descriptor: twin, trivial: false }]);
    const dead = examination.twins.map((twin) => [{ descriptor: twin, trivial: true }]);
    expect(scorer.scoreOf(twins).value).toBeCloseTo(1, 12);
    expect(scorer.scoreOf(dead).value).toBeCloseTo(0, 12);
    expect(trivialShare(dead).value).toBe(1);
    const again = await growLists(
      examination.parameters.map((one) => [one]),
      generation,
      context.pool,
      new RandomStream(1, 'seeds'),
    );
    expect(scorer.scoreOf(again).value).toBeGreaterThan(0.4);
  });
});

describe('descriptors of pictures', () => {
  it('follow from those of both fields', () => {
    const derived = toPictureDescriptor(descriptor(a(0), b(0), 64));
    pictureDescriptor(b(0), 64).forEach((value, i) => expect(derived[i]).toBeCloseTo(value, 4));
  });

  it('compare a picture with fields whatever its contrast and sign', () => {
    const inverted = pictureDescriptor(
      b(1).map((value) => 7 - 3 * value),
      64,
    );
    const { distance } = reference.comparisons.picture;
    expect(distance(inverted, descriptor(a(1), b(1), 64)).total).toBeLessThan(1e-3);
    expect(distance(inverted, descriptor(a(2), b(2), 64)).total).toBeGreaterThan(0.05);
  });
});

describe('looking patterns up', () => {
  it('finds a training pattern itself first', () => {
    const comparison = reference.comparisons.fields;
    const found = nearestPatterns({ descriptor: descriptor(a(5), b(5), 64), comparison }, reference, 4);
    expect(found).toHaveLength(4);
    expect(found[0].parameters).toEqual(reference.parametersOf(5));
  });
});
