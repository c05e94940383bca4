import { describe, expect, it } from 'vitest';
import { selfSimilaritySpec } from '../../../../preload/contract/index.ts';
import { fittedTo, planOf } from '../../../../main/methods/self-similarity/analysis/plan.ts';
import { faultOf } from '../../../data/faults.ts';
import { lineSeries } from './toy.ts';

const spec = (document: Record<string, unknown>) =>
  selfSimilaritySpec.parse({ kind: 'self-similarity', ...document });
const series = (times: number, width: number) =>
  lineSeries(Array.from({ length: times }, () => new Float32Array(width)));
const check =
  (document: Record<string, unknown>, training: [number, number], heldOut: [number, number]) => () =>
    fittedTo(planOf(spec(document)), { series: series(...training), heldOut: series(...heldOut) });
const asked = { scales: ['2x2', '3x3', '4x4'] };

describe('what is learnt where the specification leaves it open', () => {
  it('suits the system', () => {
    expect(planOf(spec({}))).toMatchObject({ longest: 4, dynamics: { kernel: 3 } });
    expect(planOf(spec({ system: { type: 'diffusion' } }))).toMatchObject({
      longest: 9,
      dynamics: { kernel: 7 },
    });
    expect(planOf(spec({ system: { type: 'vicsek' } })).dynamics.kernel).toBe(3);
    const given = spec({ scales: ['2x4', '3x1', '2x4'], dynamics: { kernel: 5 } });
    expect(planOf(given)).toMatchObject({
      scales: [
        { space: 2, time: 4 },
        { space: 3, time: 1 },
      ],
      dynamics: { kernel: 5 },
    });
  });
});

describe('scales that do not fit', () => {
  it('are refused with what would', () => {
    expect(check(asked, [16, 40], [16, 40])).not.toThrow();
    const short = faultOf(check(asked, [16, 40], [7, 40]));
    expect(short.message).toMatch(
      /too short for the scale 4x4: two macro states take 8 steps, and 7 are held out/,
    );
    expect(short.remedy).toMatch(/T of at most 3/);
    expect(faultOf(check(asked, [6, 40], [16, 40])).message).toMatch(/6 are for training/);
    const narrow = faultOf(check(asked, [16, 40], [16, 11]));
    expect(narrow.message).toMatch(/of 11 cells 2 macro cells remain, and f looks at 3/);
    expect(faultOf(check(asked, [16, 11], [16, 40])).message).toMatch(/of 11 cells 2 macro cells remain/);
    expect(narrow.remedy).toMatch(/at least 12 cells, or scales with S of at most 3/);
    expect(faultOf(check({ dynamics: { kernel: 15 } }, [16, 10], [16, 10])).where).toBe('dynamics.kernel');
  });

  it('are left out where nobody asked for them, with a note', () => {
    const { plan, notes } = check({}, [16, 40], [5, 40])();
    expect(plan.scales).toEqual([{ space: 2, time: 2 }]);
    expect(notes).toEqual([
      expect.stringMatching(/^Of the usual scales 3x3 and 4x4 are left out: .*too short for the scale 3x3/),
    ]);
    expect(check({}, [16, 40], [16, 40])().notes).toEqual([]);
    const none = faultOf(check({}, [1, 40], [1, 40]));
    expect(none.message).toMatch(/too short for the scale 2x2/);
    expect(none.remedy).toBe('Give a longer series.');
  });
});
