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

/** What is learnt at which scales, with what is usual for the system where the specification leaves it open. */
export interface Plan {
  scales: Scale[];
  dynamics: DynamicsSettings & { kernel: number };
  /** Largest T. */
  longest: number;
}

export function planOf(spec: SelfSimilaritySpec): Plan {
  const names = spec.scales.length > 0 ? spec.scales : usualScales(spec.system.type);
  const scales = [...new Set(names)].map(parseScale);
  return {
    scales,
    dynamics: { ...spec.dynamics, kernel: spec.dynamics.kernel ?? usualKernel(spec.system.type) },
    longest: Math.max(...scales.map(({ time }) => time)),
  };
}

/**
 * Checks that a series has enough states and cells for every scale. Throws HostError 'bad-specification': a scale needs two macro states of training and of
 * held-out data, and a macro lattice as wide as the kernel of f.
 */
export function checkScales(
  { scales, dynamics: { kernel } }: Plan,
  { series, heldOut }: { series: Spacetime; heldOut: Spacetime },
): void {
  if (kernel > Math.min(series.width, heldOut.width)) {
    throw new HostError('bad-specification', `A kernel of ${kernel} cells is wider than the lattice.`, {
      where: 'dynamics.kernel',
      remedy: `Take at most ${heldOut.width}.`,
    });
  }
  for (const scale of scales) {
    const name = nameOfScale(scale);
    for (const [part, { times }] of [
      ['for training', series],
      ['held out', heldOut],
    ] as const) {
      if (times >= 2 * scale.time) continue;
      throw new HostError(
        'bad-specification',
        `The series is too short for the scale ${name}: two macro states take ${2 * scale.time} steps, and ${times} are ${part}.`,
        {
          where: 'scales',
          remedy: `Give a longer series, or scales with T of at most ${Math.floor(times / 2)}.`,
        },
      );
    }
    const side = Math.min(heldOut.width, heldOut.height === 1 ? heldOut.width : heldOut.height);
    const macro = Math.floor(side / scale.space);
    if (macro < Math.max(kernel, 2)) {
      throw new HostError(
        'bad-specification',
        `The lattice is too small for the scale ${name}: of ${side} cells ${macro} macro cells remain, and f looks at ${kernel}.`,
        {
          where: 'scales',
          remedy: `Give at least ${scale.space * Math.max(kernel, 2)} cells, or scales with S of at most ${Math.floor(side / Math.max(kernel, 2))}.`,
        },
      );
    }
  }
}
