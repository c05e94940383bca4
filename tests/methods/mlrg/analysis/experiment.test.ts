import { describe, expect, it } from 'vitest';
import { mlrgAnalysis } from '../../../../main/methods/mlrg/analysis/experiment.ts';
import { MeanMonotone } from '../../../../main/methods/mlrg/moderator/mean-monotone.ts';
import { readMonotones } from '../../../../main/methods/mlrg/stored.ts';
import { RunInterrupted } from '../../../../main/methods/context.ts';
import type { CriticalMethod, RgAnalysis } from '../../../../preload/contract/index.ts';
import { MemoryRun } from '../../macronet/memory-run.ts';
import { bumpMaximum, bumpModel } from './toy-maps.ts';

const small = { points: 25, flowSteps: 6, resolution: 5, row: 2, restarts: 2 };
const learned = { type: 'learned', model: 'run/bump' };

async function analyse(
  document: Record<string, unknown>,
  shifts?: number[],
): Promise<MemoryRun<'mlrg-analysis'>> {
  const run = new MemoryRun('mlrg-analysis', { ...small, ...document });
  if (shifts) run.models.set('run/bump', bumpModel(shifts));
  await mlrgAnalysis.run(run.start());
  return run;
}

const resultOf = (run: MemoryRun<'mlrg-analysis'>) => run.json<RgAnalysis>('analysis.json');
const by = ({ critical }: RgAnalysis, method: CriticalMethod) =>
  critical.filter((estimate) => estimate.method === method);

describe('analysis of the exact map of A1', () => {
  it('finds J0* = .81392 by every method, and labels the fixed points', async () => {
    const result = resultOf(await analyse({}));
    for (const method of ['bisection', 'degeneracy', 'fixed-point'] as const) {
      const found = by(result, method).at(-1)!;
      expect(Math.abs(found.value.value - 0.81392)).toBeLessThan(1e-5);
      expect(found.value.error).toBeNull();
      // D_KL at the fixed point, which all of the critical flow stays near.
      expect(Math.abs(found.bits! - 0.0828)).toBeLessThan(1e-3);
    }
    expect(by(result, 'monotone')).toEqual([]);
    expect(by(result, 'degeneracy')).toHaveLength(small.flowSteps);
    expect(result.fixedPoints.map(({ name, character }) => [name, character])).toEqual([
      ['paramagnet', 'stable'],
      ['critical', 'unstable'],
    ]);
    expect(result.exactCritical).toBeCloseTo(0.7642855, 6);
    expect(result.exactBeta).toBeNull();
    expect(result.notes.join(' ')).toContain('infinity');
    expect(result.couplings).toEqual(['J0']);
  });

  it('scans Z and D_KL of every step, and the beta function on the way', async () => {
    const run = await analyse({ couplings: { low: 0.3, high: 1.1 }, points: 5 });
    const { scan, beta, offAxis } = resultOf(run);
    // mlrg.md: .3 .5 .7 .9 1.1.
    for (const [i, exact] of [-0.047, -0.0561, -0.0328, 0.0353, 0.1509].entries()) {
      expect(Math.abs(beta.value[i] - exact)).toBeLessThan(2e-4);
    }
    expect(offAxis.value).toEqual([0, 0, 0, 0, 0]);
    expect(scan.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(scan[0].bits).toBeNull();
    expect(scan[0].monotone).toBeNull();
    expect(scan[1].bits!.value[1]).toBeCloseTo(0.02826, 4);
    for (const { degeneracy } of scan.slice(1)) {
      // Below J0* ever less ordered, above ever more.
      expect(degeneracy.value[0]).toBeLessThan(scan[0].degeneracy.value[0]);
      expect(degeneracy.value[4]).toBeGreaterThan(scan[0].degeneracy.value[4]);
    }
    const table = run.artifacts.get('scan.csv');
    const lines = table?.type === 'text' ? table.text.trim().split('\n') : [];
    expect(lines).toHaveLength(1 + 5 * 7);
    expect(lines[1].split(',').map(Number).slice(0, 3)).toEqual([0.3, 0, scan[0].degeneracy.value[0]]);
  });

  it('draws the line of a single coupling, with Newton leading to J0* from around it', async () => {
    const run = await analyse({ resolution: 15 });
    const { plane, newton } = resultOf(run);
    expect(plane!.y).toEqual([0]);
    expect(plane!.flow.x[0]).toHaveLength(15);
    const points = plane!.x.map((x, i) => ({ x, flow: plane!.flow.x[0][i], newton: newton!.x[0][i] }));
    for (const { x, flow } of points.slice(1)) expect(Math.sign(flow)).toBe(Math.sign(x - 0.81392));
    for (const { x, newton: direction } of points.filter((point) => Math.abs(point.x - 0.81392) < 0.2)) {
      expect(Math.sign(direction)).toBe(Math.sign(0.81392 - x));
    }
    expect(run.arrays('plane.npz').flow_x.shape).toEqual([1, 15]);
    expect(resultOf(await analyse({ resolution: 0 })).plane).toBeNull();
  });

  it('says so when the range holds no transition', async () => {
    const result = resultOf(await analyse({ couplings: { low: 0.1, high: 0.5 } }));
    expect(result.critical.map(({ method }) => method)).toEqual([]);
    expect(result.notes.join(' ')).toContain('Bisection finds no transition');
  });

  it('goes on bit for bit after every interruption', async () => {
    const whole = resultOf(await analyse({}));
    const run = new MemoryRun('mlrg-analysis', small);
    /** Two rounds of pieces, then a pause. */
    const interrupted = async () => {
      let breaths = 0;
      try {
        await mlrgAnalysis.run(run.start(() => ++breaths > 2));
        return false;
      } catch (error) {
        if (error instanceof RunInterrupted) return true;
        throw error;
      }
    };
    let starts = 1;
    while (await interrupted()) starts++;
    expect(starts).toBeGreaterThan(2);
    expect({ ...resultOf(run), seconds: 0 }).toEqual({ ...whole, seconds: 0 });
  });
});

it('the plane of A1+E holds the bare axis and the critical fixed point, where the flow is no gradient', async () => {
  const map = { type: 'exact', symmetry: { spin: 'A1+E' } };
  const settings = { points: 5, flowSteps: 4, resolution: 3, row: 1, restarts: 0 };
  const result = resultOf(await analyse({ map, ...settings }));
  const critical = result.fixedPoints.find(({ name }) => name === 'critical')!;
  expect(critical.character).toBe('saddle');
  expect(critical.residual).toBeLessThan(1e-8);
  // mlrg.md: .55 to .66.
  expect(critical.curl).toBeGreaterThan(0.55);
  expect(critical.curl).toBeLessThan(0.66);
  expect(Math.abs(by(result, 'bisection')[0].value.value - 0.4)).toBeLessThan(0.01);
  const { axes, names, y } = result.plane!;
  expect(names).toEqual(['J0', 'towards J*']);
  expect(axes[0]).toEqual([1, 0, 0, 0, 0]);
  const height = critical.couplings.reduce((sum, coupling, m) => sum + coupling * axes[1][m], 0);
  const inPlane = axes[0].map((part, m) => critical.couplings[0] * part + height * axes[1][m]);
  for (const [m, coupling] of critical.couplings.entries()) expect(inPlane[m]).toBeCloseTo(coupling, 10);
  expect(y[0]).toBeLessThan(0);
  expect(y[2]).toBeGreaterThan(height);
  expect(result.offAxis.value[0]).toBeGreaterThan(0.1);
});

describe('analysis of a learned map', () => {
  const shifts = [-0.02, 0.01, 0.03];

  it('gives the mean of C with the spread over the trainings, by every method', async () => {
    const result = resultOf(await analyse({ map: learned }, shifts));
    const { members } = readMonotones(bumpModel(shifts));
    const expected = bumpMaximum(new MeanMonotone(members));
    const each = members.map(bumpMaximum);
    const mean = each.reduce((sum, value) => sum + value, 0) / 3;
    const deviation = Math.sqrt(each.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 2);
    for (const method of ['bisection', 'monotone', 'degeneracy', 'fixed-point'] as const) {
      const { value, bits } = by(result, method).at(-1)!;
      expect(Math.abs(value.value - expected)).toBeLessThan(1e-5);
      expect(Math.abs(value.error! - deviation)).toBeLessThan(1e-5);
      // By enumeration: the map does not know its own.
      expect(bits).toBeGreaterThan(0);
    }
    expect(result.map).toEqual({ type: 'learned', title: expect.any(String), members: 3 });
    expect(result.notes[0]).toContain('standard deviation over the trainings');
    expect(result.fixedPoints.map(({ name }) => name)).toEqual(['paramagnet', 'critical']);
    const critical = result.fixedPoints[1];
    expect(critical.errors![0]).toBeCloseTo(deviation, 5);
    expect(critical.relevant!.error).toBeGreaterThan(0);
    expect(critical.rows[0].dimensions[0].error).toBeGreaterThan(0);
    expect(critical.curl).toBe(0);
  });

  it('shows C along the flow, and the exact beta beside the learned one', async () => {
    const result = resultOf(await analyse({ map: learned }, shifts));
    const { scan, exactBeta, beta } = result;
    for (const i of scan[0].degeneracy.x.keys()) {
      expect(scan[6].monotone!.value[i]).toBeLessThanOrEqual(scan[0].monotone!.value[i]);
    }
    expect(scan[1].bits!.value.every((bits) => bits >= 0)).toBe(true);
    expect(scan[0].monotone!.error).toHaveLength(small.points);
    expect(exactBeta!.x).toEqual(beta.x);
    const exact = resultOf(await analyse({}));
    expect(exactBeta!.value).toEqual(exact.beta.value);
  });

  it('of a single training has no errors, and says why', async () => {
    const result = resultOf(await analyse({ map: learned }, [0]));
    expect(result.notes[0]).toContain('one training');
    for (const { value } of result.critical) expect(value.error).toBeNull();
    for (const { errors } of result.fixedPoints) expect(errors).toBeNull();
    expect(result.beta.error).toBeNull();
  });
});
