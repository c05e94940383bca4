import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import { sweepTime } from '../../../../../renderer/labs/runs/sweeps/time-estimate.ts';

const spec = (more: object = {}) => schemaOf.oscillator.parse({ kind: 'oscillator', ...more });
const timed = (name: string, computeSeconds: number, more: object = {}) => ({
  name,
  computeSeconds,
  spec: spec(more),
});

describe('the time of a sweep', () => {
  it('is judged by the nearest finished run of its kind, in proportion to the steps', () => {
    const near = timed('near', 10, { steps: 100 });
    const specs = [spec({ steps: 100, seed: 5 }), spec({ steps: 300 })];
    const time = sweepTime(specs, [timed('far', 99, { steps: 100, batch: 64 }), near], 1)!;
    expect(time).toEqual({ seconds: 40, from: near, scaled: true });
    expect(sweepTime(specs, [near], 4)?.seconds).toBe(30);
  });

  it('is not known without such a run', () => {
    expect(sweepTime([spec()], [], 1)).toBeNull();
    const other = {
      name: 'other',
      computeSeconds: 3,
      spec: schemaOf['linear-system'].parse({ kind: 'linear-system' }),
    };
    expect(sweepTime([spec()], [other], 1)).toBeNull();
    expect(sweepTime([], [timed('near', 1)], 1)).toBeNull();
  });
});
