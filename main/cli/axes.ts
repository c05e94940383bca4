import { HostError, type SweepAxis } from '../../preload/contract/index.ts';

type Value = SweepAxis['values'][number];

/**
 * An axis of a sweep as it is written on the command line: `path=a,b,c`, or `path=from:to:count` with as many values in equal steps,
 * or `path=from:to:count:log` in equal ratios. Throws HostError 'bad-argument'.
 */
export function readAxis(text: string): SweepAxis {
  const [, path, list] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (path === undefined || list === undefined) throw unreadable(text);
  if (!/^[^,]+:[^,]+:[^,]+$/.test(list))
    return { path, values: list.split(',').map((word) => valueOf(word.trim())) };
  const [from, to, count, scale, ...more] = list.split(':');
  const ends = [Number(from), Number(to)] as const;
  const steps = Number(count);
  const whole = Number.isInteger(steps) && steps >= 2 && steps <= 1000;
  if (!ends.every(Number.isFinite) || !whole || more.length > 0 || (scale !== undefined && scale !== 'log')) {
    throw unreadable(text);
  }
  if (scale === 'log' && ends[0] * ends[1] <= 0) {
    throw new HostError('bad-argument', `${text}: equal ratios need ends of one sign, neither of them 0.`);
  }
  return { path, values: spaced(ends, steps, scale === 'log') };
}

/** Equally spaced values, the ends exactly as given and the others with the digits they need. */
function spaced([from, to]: readonly [number, number], count: number, log: boolean): number[] {
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return from;
    if (i === count - 1) return to;
    const share = i / (count - 1);
    const value = log ? from * (to / from) ** share : from + (to - from) * share;
    return Number(value.toPrecision(12));
  });
}

function valueOf(word: string): Value {
  if (word === 'true' || word === 'false') return word === 'true';
  const number = Number(word);
  return word === '' || !Number.isFinite(number) ? word : number;
}

const unreadable = (text: string) =>
  new HostError('bad-argument', `"${text}" is no axis of a sweep.`, {
    where: '--vary',
    remedy: 'Write it as training.rate=0.001,0.01 or training.rate=0.001:0.1:5:log.',
  });
