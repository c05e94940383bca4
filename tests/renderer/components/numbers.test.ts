import { describe, expect, it } from 'vitest';
import {
  aboutTime,
  bytes,
  count,
  duration,
  moment,
  significant,
  stepTime,
  typed,
} from '../../../renderer/components/numbers.ts';

describe('numbers as they are read', () => {
  it.each([
    [0, '0'],
    [0.08412, '0.0841'],
    [-0.5, '−0.500'],
    [4096, '4\u2009096'],
    [12345.6, '12346'],
    [1.234e-7, '1.23e−7'],
    [2.5e9, '2.50e9'],
    [Number.NaN, '–'],
    [-Infinity, '−∞'],
  ])('significant(%d) is %j', (value, text) => expect(significant(value)).toBe(text));

  it('groups thousands', () => expect([count(999), count(1234567)]).toEqual(['999', '1\u2009234\u2009567']));

  it.each([
    [4, '4 s'],
    [200, '3 min 20 s'],
    [1234, '20 min'],
    [7800, '2 h 10 min'],
    [7200, '2 h'],
    [100_000, '1 d 3 h'],
  ])('%d seconds are %j', (seconds, text) => expect(duration(seconds)).toBe(text));

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [82_000_000, '82.0 MB'],
    [3_200_000_000, '3.2 GB'],
  ])('%d bytes are %j', (value, text) => expect(bytes(value)).toBe(text));
});

describe('numbers as they are typed', () => {
  it('have no more digits than the step tells apart, and one', () => {
    expect(typed(0.1 + 0.2, 0.01)).toBe('0.3');
    expect(typed(0.0601, 0.001)).toBe('0.0601');
    expect(typed(1e-5, 0.01)).toBe('0.00001');
  });
});

describe('moment', () => {
  const now = new Date(2026, 10, 22, 9, 0);
  it('is as short as it can be', () => {
    expect(moment(new Date(2026, 10, 22, 8, 5).toISOString(), now)).toBe('08:05');
    expect(moment(new Date(2026, 10, 21, 23, 59).toISOString(), now)).toBe('yesterday 23:59');
    expect(moment(new Date(2026, 2, 1, 14, 5).toISOString(), now)).toBe('1 Mar 14:05');
    expect(moment(new Date(2025, 10, 22, 14, 5).toISOString(), now)).toBe('22 Nov 2025');
    expect(moment('not a time', now)).toBe('–');
  });
});

describe('times that are guesses', () => {
  it.each([
    [0.1, 'about 1 s'],
    [3.2, 'about 3 s'],
    [47, 'about 45 s'],
    [400, 'about 7 min'],
    [9000, 'about 2.5 h'],
  ])('%d s is %s', (seconds, words) => expect(aboutTime(seconds)).toBe(words));
});

describe('times of single steps', () => {
  it.each([
    [42e-6, '42 µs'],
    [0.00082, '820 µs'],
    [0.0082, '8 ms'],
    [0.0996, '0.1 s'],
    [0.43, '0.43 s'],
    [9.96, '10 s'],
    [200, '3 min 20 s'],
  ])('%d s is %s', (seconds, words) => expect(stepTime(seconds)).toBe(words));
});
