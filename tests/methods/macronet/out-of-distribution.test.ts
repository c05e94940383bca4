import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { StrangenessScale } from '../../../main/methods/macronet/out-of-distribution.ts';

const normals = (count: number, name: string, shift = 0) => {
  const values = new Float64Array(2 * count);
  new RandomStream(6, name).fillNormal(values);
  return values.map((value) => value + shift);
};

const scale = StrangenessScale.fit([
  {
    name: 'near',
    to: 'neighbours',
    whitened: false,
    width: 2,
    training: normals(300, 'training'),
    ordinary: normals(400, 'ordinary'),
  },
  {
    name: 'centre',
    to: 'centre',
    whitened: true,
    width: 2,
    training: normals(300, 'training'),
    ordinary: normals(400, 'ordinary'),
  },
]);

const measured = (values: Float64Array) =>
  Array.from({ length: values.length / 2 }, (_, i) => {
    const row = values.subarray(2 * i, 2 * i + 2);
    return scale.measure([row, row]);
  });

describe('strangeness', () => {
  it('calls about one ordinary pattern in a hundred outside and one in twenty unusual', () => {
    const verdicts = measured(normals(2000, 'more')).map((value) => scale.verdict(value));
    const share = (verdict: string) => verdicts.filter((one) => one === verdict).length / 2000;
    expect(share('outside')).toBeLessThan(0.03);
    expect(share('inside')).toBeGreaterThan(0.9);
    expect(share('inside')).toBeLessThan(0.98);
  });

  it('calls what lies far off outside', () => {
    const far = measured(normals(50, 'far', 6));
    expect(far.every((value) => scale.verdict(value) === 'outside')).toBe(true);
  });

  it('reads the same after saving', () => {
    const loaded = StrangenessScale.load(scale.save(), ['near', 'centre']);
    const row = Float64Array.of(1, -2);
    expect(loaded.measure([row, row])).toBe(scale.measure([row, row]));
    expect(loaded.outside).toBe(scale.outside);
    expect(() => StrangenessScale.load(scale.save(), ['other'])).toThrow(/lack the array/);
  });
});
