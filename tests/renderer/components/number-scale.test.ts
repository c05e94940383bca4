import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseNumber,
  shareOf,
  snap,
  stepped,
  valueAt,
  type NumberScale,
} from '../../../renderer/components/number-scale.ts';

const linear: NumberScale = { min: 0, max: 0.25, step: 0.001, scale: 'linear', integer: false };
const logarithmic: NumberScale = { min: 1e-6, max: 0.1, step: 1e-4, scale: 'logarithmic', integer: false };
const whole: NumberScale = { min: 8, max: 512, step: 8, scale: 'linear', integer: true };
const scales = [linear, logarithmic, whole];

describe('a slider', () => {
  it('comes back to the value it was set to, on either scale', () => {
    fc.assert(
      fc.property(fc.constantFrom(...scales), fc.double({ min: 0, max: 1, noNaN: true }), (scale, share) => {
        expect(shareOf(valueAt(share, scale), scale)).toBeCloseTo(share, 9);
      }),
    );
  });

  it('never leaves its range, wherever it is dragged and however it is stepped', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...scales),
        fc.double({ min: -1, max: 2, noNaN: true }),
        fc.constantFrom<1 | -1>(1, -1),
        fc.constantFrom(0.1, 1, 10),
        (scale, share, direction, factor) => {
          const value = snap(valueAt(share, scale), scale);
          const next = stepped(value, direction, factor, scale);
          for (const number of [value, next]) {
            expect(number).toBeGreaterThanOrEqual(scale.min);
            expect(number).toBeLessThanOrEqual(scale.max);
            expect(Number.isInteger(number) || !scale.integer).toBe(true);
          }
        },
      ),
    );
  });

  it('puts the middle of a logarithmic range at the geometric mean', () => {
    expect(valueAt(0.5, logarithmic)).toBeCloseTo(Math.sqrt(1e-6 * 0.1), 12);
  });

  it('lies at its start when the range is empty', () => {
    expect(shareOf(3, { ...linear, min: 3, max: 3 })).toBe(0);
  });
});

describe('an arrow key', () => {
  it('steps once, ten times with shift, a tenth with alt, without rounding noise', () => {
    expect(stepped(0.06, 1, 1, linear)).toBe(0.061);
    expect(stepped(0.06, -1, 10, linear)).toBe(0.05);
    expect(stepped(0.06, 1, 0.1, linear)).toBe(0.0601);
  });

  it('steps by whole numbers, at least one', () => {
    expect(stepped(64, 1, 1, whole)).toBe(72);
    expect(stepped(64, 1, 0.1, whole)).toBe(65);
  });

  it('steps in the second digit on a logarithmic scale', () => {
    expect(stepped(0.002, 1, 1, logarithmic)).toBe(0.0021);
    expect(stepped(0.00002, 1, 1, logarithmic)).toBe(0.000021);
  });
});

describe('parseNumber', () => {
  it.each([
    ['0.16', 0.16],
    [' .16 ', 0.16],
    ['0,16', 0.16],
    ['−3', -3],
    ['4 096', 4096],
    ['1e-4', 1e-4],
    ['+2.', 2],
  ])('reads %j', (text, value) => expect(parseNumber(text)).toBe(value));

  it.each(['', 'abc', '1.2.3', '--1', '0x10', 'Infinity', '1e999'])('does not read %j', (text) =>
    expect(parseNumber(text)).toBeNull(),
  );
});
