import { expect, test } from 'vitest';
import { HostError } from '../../preload/contract/index.ts';
import { explain } from '../../main/cli/explain.ts';
import { digits, duration, table } from '../../main/cli/table.ts';

test('tables align words left and numbers right', () => {
  expect(
    table(
      ['name', 'n', ''],
      [
        ['a', '1.5', 'x'],
        ['long name', '-10', ''],
      ],
    ),
  ).toBe('name         n\na          1.5  x\nlong name  -10\n');
});

test.each([
  [0.4, '0 s'],
  [59, '59 s'],
  [200, '3 min 20 s'],
  [7500, '2 h 5 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test.each([
  [0.123456, '0.1235'],
  [12, '12'],
  [3.14e8, '3.14e+8'],
  [Number.NaN, 'NaN'],
])('%d is written %s', (value, text) => {
  expect(digits(value)).toBe(text);
});

test('a mistake is one line with place and remedy, a bug shows its stack', () => {
  const mistake = new HostError('bad-file', 'This is no picture.', {
    where: 'a.png',
    remedy: 'Take\nanother.',
  });
  expect(explain(mistake)).toBe('This is no picture (a.png). Take another.');
  expect(explain(new HostError('bad-file', 'a.png is no picture.', { where: 'a.png' }))).toBe(
    'a.png is no picture.',
  );
  expect(explain(new TypeError('oh'))).toMatch(/bug[^]*TypeError: oh[^]*text\.test\.ts/);
});
