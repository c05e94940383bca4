import { criticalCoupling } from '../../../../preload/contract/index.ts';
import { exactIsing } from '../../../physics/ising/exact.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { readUpscaler } from '../stored.ts';
import { growEnsemble } from '../upscaling/ensemble.ts';

const configurations = { quick: 400, normal: 2000, full: 20_000 } as const;
const side = 64;
/** Distances closer than so many standard errors are not told apart. */
const deviations = 3;

interface HeatCapacity {
  value: number;
  error: number;
}

/**
 * Whether two layers do better than one on the heat capacity, where the paper finds that they do not (Sec. VI, Fig. 11): |c − exact| of
 * both at L = 64, grown from one spin.
 */
export async function twoLayerChecks(context: ProofContext): Promise<Check[]> {
  const exact = exactIsing(side, criticalCoupling).c;
  const sizes = [3, 7] as const;
  const rows: Check[] = [];
  for (const [i, size] of sizes.entries()) {
    const names = [`pretrained/upscaler-k${size}`, `pretrained/upscaler-two-layer${size === 3 ? '' : '-k7'}`];
    const measured: HeatCapacity[] = [];
    for (const [j, name] of names.entries()) {
      measured.push(
        await heatCapacity(context, name, (fraction) =>
          context.progress((2 * i + j + fraction) / (2 * sizes.length), `heat capacity of ${name}`),
        ),
      );
    }
    const [one, two] = measured;
    const gain = Math.abs(one.value - exact) - Math.abs(two.value - exact);
    const error = Math.hypot(one.error, two.error);
    rows.push({
      id: `two-layer.k${size}.c`,
      measured: gain,
      interval: [gain - 1.96 * error, gain + 1.96 * error],
      reference: '≤ 0: two layers are no closer to the exact c than one',
      tolerance: `${deviations} standard errors`,
      pass: gain <= deviations * error,
      source: `paper, Sec. VI and Fig. 11; c of one layer ${one.value.toFixed(2)}, of two ${two.value.toFixed(2)}, exact ${exact.toFixed(2)} at L = ${side}`,
    });
  }
  return rows;
}

async function heatCapacity(
  context: ProofContext,
  name: string,
  progress: (fraction: number) => void,
): Promise<HeatCapacity> {
  const total = configurations[context.level];
  const ensemble = await growEnsemble(
    context.pool,
    {
      parameters: readUpscaler(await context.model(name)),
      settings: {
        start: { from: 'one-spin' },
        size: side,
        coupling: criticalCoupling,
        sweeps: 0,
        sweepAfter: 'last',
        importance: false,
      },
      seed: context.seed,
      configurations: total,
      bins: 40,
      correlation: false,
      rsrg: false,
      keep: 0,
    },
    (done) => progress(done / total),
  );
  const { levels } = finishMeasurement([...ensemble.levels], {
    title: name,
    source: 'upscaled',
    coupling: criticalCoupling,
    notes: [],
    seconds: 0,
  });
  const { c } = levels[levels.length - 1].observables;
  return { value: c.value, error: c.error ?? Number.NaN };
}
