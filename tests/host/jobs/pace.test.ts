import { expect, test } from 'vitest';
import { Pace } from '../../../main/host/jobs/pace.ts';

test('tells the time left from the pace', () => {
  const pace = new Pace();
  expect(pace.secondsLeft()).toBeUndefined();
  pace.add(0, 0);
  expect(pace.secondsLeft()).toBeUndefined();
  pace.add(10, 0.1);
  expect(pace.secondsLeft()).toBeCloseTo(90);
});

test('counts a resumed run from where it went on', () => {
  const pace = new Pace();
  pace.add(100, 0.5);
  pace.add(110, 0.6);
  expect(pace.secondsLeft()).toBeCloseTo(40);
});

test('follows a change of pace within its window', () => {
  const pace = new Pace(60);
  for (let second = 0; second <= 100; second++) pace.add(second, second / 1000);
  for (let second = 101; second <= 200; second++) pace.add(second, 0.1 + (second - 100) / 200);
  expect(pace.secondsLeft()).toBeCloseTo(80, 0);
});

test('starts again when the fraction goes back', () => {
  const pace = new Pace();
  pace.add(0, 0);
  pace.add(50, 0.9);
  pace.add(60, 0);
  expect(pace.secondsLeft()).toBeUndefined();
  pace.add(70, 0.5);
  expect(pace.secondsLeft()).toBeCloseTo(10);
});
