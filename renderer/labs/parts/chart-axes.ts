import { significant, typed } from '../../components/numbers.ts';

export interface Axis {
  /** With its unit: "k / rad". */
  name: string;
  scale?: 'linear' | 'logarithmic';
  min?: number;
  max?: number;
}

/** A line across the plot with its label: "exact 1.75". */
export interface ReferenceLine {
  value: number;
  label: string;
  axis?: 'x' | 'y';
  /** Where the label is; of two lines close to each other the lower one has it below, or to its left. */
  labelled?: 'above' | 'below';
}

interface Extent {
  min: number;
  max: number;
}

/** Room beyond what an axis has to show. */
const room = ({ min, max }: Extent, share = 0.05) => share * (max - min || Math.abs(max) || 1);
/** Share of the axis that a label below the lowest line takes. */
const labelRoom = 0.13;

/** Room at the ends of a logarithmic axis, as a factor. */
const logarithmicRoom = 1.12;

/** Over less than this a logarithmic axis counts in powers of two: in powers of ten it would have one label. */
const twoDecades = 150;

/** Over more than this it counts in powers of 10⁴: each power of ten would have no room. */
const manyDecades = 1e11;

/** "16", "0.13", "1e−6". */
function logarithmicTick(value: number): string {
  if (Number.isInteger(value)) return significant(value, 1);
  const rounded = Number(value.toPrecision(2));
  return value < leastPlain ? rounded.toExponential().replace('-', '−') : typed(rounded);
}
/** Smaller ticks are written as powers of ten. */
const leastPlain = 1e-3;

/** Over less than this even powers of two are few, and the ends are labelled too. */
const fewTicks = 6;

/**
 * Logarithmic axes end where their points do, linear ones at round numbers, or a little beyond the outermost reference line. Ends that
 * are no round numbers have labels only where there are few others.
 * @param shown values of the points
 * @param references lines across this axis, which stay in sight
 */
export function axisOption(
  { name, scale, min, max }: Axis,
  shown: number[],
  references: readonly ReferenceLine[],
) {
  const kept = references.map(({ value }) => value);
  const values = [...shown, ...kept];
  const given = {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  };
  // At the edge of the plot, not where the other axis is zero.
  const axisLine = { onZero: false };
  const unlabelled = { axisLabel: { showMinLabel: false, showMaxLabel: false } };
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  if (scale === 'logarithmic') {
    const known = values.length > 0;
    return {
      type: 'log' as const,
      name,
      axisLine,
      ...(highest / lowest < twoDecades
        ? { logBase: 2 }
        : highest / lowest > manyDecades
          ? { logBase: 1e4 }
          : {}),
      ...(known
        ? {
            min: lowest / logarithmicRoom,
            max: highest * logarithmicRoom,
            axisLabel: {
              showMinLabel: highest / lowest < fewTicks,
              showMaxLabel: highest / lowest < fewTicks,
              formatter: logarithmicTick,
            },
          }
        : {}),
      ...given,
    };
  }
  const below = references.some(({ labelled }) => labelled === 'below');
  const ends = {
    min: (extent: Extent) => Math.min(lowest, extent.min) - room(extent, below ? labelRoom : undefined),
    max: (extent: Extent) => Math.max(highest, extent.max) + room(extent),
  };
  return {
    type: 'value' as const,
    name,
    axisLine,
    scale: true,
    ...(kept.length > 0 ? { ...ends, ...unlabelled } : {}),
    ...given,
  };
}
