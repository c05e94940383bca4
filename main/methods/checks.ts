import type { Measured } from '../../preload/contract/index.ts';
import type { Check } from './proof.ts';

type Value = Measured | number;

function measuredOf(value: Value): Pick<Check, 'measured' | 'interval'> {
  if (typeof value === 'number') return { measured: value };
  const { low, high } = value;
  return {
    measured: value.value,
    ...(low === undefined || high === undefined ? {} : { interval: [low, high] }),
  };
}

export function atLeast(id: string, value: Value, reference: number, source: string): Check {
  const found = measuredOf(value);
  return { id, ...found, reference, tolerance: 'at least', pass: found.measured >= reference, source };
}

export function atMost(id: string, value: Value, reference: number, source: string): Check {
  const found = measuredOf(value);
  return { id, ...found, reference, tolerance: 'at most', pass: found.measured <= reference, source };
}

export function between(id: string, value: Value, low: number, high: number, source: string): Check {
  const found = measuredOf(value);
  const pass = found.measured >= low && found.measured <= high;
  return { id, ...found, reference: `${low} to ${high}`, tolerance: 'within', pass, source };
}

/** A value no further from its reference than the tolerance; what was not found fails. */
export function near(
  id: string,
  value: Value | undefined,
  reference: number,
  tolerance: number,
  source: string,
): Check {
  const found = measuredOf(value ?? Number.NaN);
  const pass = Math.abs(found.measured - reference) <= tolerance;
  return { id, ...found, reference, tolerance, pass, source };
}

/** A row that stands beside the others for comparison and passes whatever it is. */
export function shown(id: string, value: Value, source: string): Check {
  return { id, ...measuredOf(value), reference: 'shown', tolerance: 'none', pass: true, source };
}

/** How many of some trials went well; all of them have to. */
export function counted(id: string, well: number, trials: number, source: string): Check {
  return { id, measured: well, reference: trials, tolerance: 0, pass: well === trials && trials > 0, source };
}
