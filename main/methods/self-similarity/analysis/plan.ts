import {
  HostError,
  nameOfScale,
  parseScale,
  usualKernel,
  usualScales,
  type DynamicsSettings,
  type Scale,
  type SelfSimilaritySpec,
} from '../../../../preload/contract/index.ts';
import type { Spacetime } from '../spacetime.ts';
import { counted } from './words.ts';

/** What is learnt at which scales, with what is usual for the system where the specification leaves it open. */
export interface Plan {
  scales: Scale[];
  /** Whether the scales were asked for, or are the usual ones. */
  asked: boolean;
  dynamics: DynamicsSettings & { kernel: number };
  /** Largest T. */
  longest: number;
}

export function planOf(spec: SelfSimilaritySpec): Plan {
  const names = spec.scales.length > 0 ? spec.scales : usualScales(spec.system.type);
  const scales = [...new Set(names)].map(parseScale);
  return {
    scales,
    asked: spec.scales.length > 0,
    dynamics: { ...spec.dynamics, kernel: spec.dynamics.kernel ?? usualKernel(spec.system.type) },
    longest: Math.max(...scales.map(({ time }) => time)),
  };
}

/** Training and held-out data. */
interface Series {
  series: Spacetime;
  heldOut: Spacetime;
}

/**
 * The plan with the scales for which a series has enough states and cells: a scale needs two macro states of training and of held-out data, and a
 * macro lattice as wide as the kernel of f. Usual scales that do not fit are left out, and `notes` say so. Throws HostError 'bad-specification' for one
 * that was asked for, and where none is left.
 */
export function fittedTo(plan: Plan, studied: Series): { plan: Plan; notes: string[] } {
  const { kernel } = plan.dynamics;
  const side = Math.min(sideOf(studied.series), sideOf(studied.heldOut));
  if (kernel > side) {
    throw new HostError('bad-specification', `A kernel of ${kernel} cells is wider than the lattice.`, {
      where: 'dynamics.kernel',
      remedy: `Take at most ${side}.`,
    });
  }
  const tried = plan.scales.map((scale) => ({ scale, fault: faultOf(scale, kernel, side, studied) }));
  const scales = tried.filter(({ fault }) => fault === null).map(({ scale }) => scale);
  const [first] = tried.flatMap(({ fault }) => (fault === null ? [] : [fault]));
  if (first === undefined) return { plan, notes: [] };
  if (plan.asked || scales.length === 0) throw first;
  const names = tried.filter(({ fault }) => fault !== null).map(({ scale }) => nameOfScale(scale));
  return {
    plan: { ...plan, scales },
    notes: [
      `Of the usual scales ${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} left out: ${first.message}`,
    ],
  };
}

const sideOf = ({ width, height }: Spacetime) => (height === 1 ? width : Math.min(width, height));

/** Why a scale does not fit, or null. */
function faultOf(
  { space, time }: Scale,
  kernel: number,
  side: number,
  { series, heldOut }: Series,
): HostError | null {
  const name = nameOfScale({ space, time });
  for (const [part, { times }] of [
    ['for training', series],
    ['held out', heldOut],
  ] as const) {
    if (times >= 2 * time) continue;
    return new HostError(
      'bad-specification',
      `The series is too short for the scale ${name}: two macro states take ${2 * time} steps, and ${times} are ${part}.`,
      {
        where: 'scales',
        remedy: longerOr('Give a longer series', 'T', Math.floor(Math.min(series.times, heldOut.times) / 2)),
      },
    );
  }
  const least = Math.max(kernel, 2);
  const macro = Math.floor(side / space);
  if (macro >= least) return null;
  return new HostError(
    'bad-specification',
    `The lattice is too small for the scale ${name}: of ${side} cells ${counted(macro, 'macro cell')} ${macro === 1 ? 'remains' : 'remain'}, and f looks at ${kernel}.`,
    {
      where: 'scales',
      remedy: longerOr(`Give at least ${space * least} cells`, 'S', Math.floor(side / least)),
    },
  );
}

const longerOr = (longer: string, extent: 'S' | 'T', most: number) =>
  most < 1 ? `${longer}.` : `${longer}, or scales with ${extent} of at most ${most}.`;
