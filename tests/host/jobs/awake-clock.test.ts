import { expect, onTestFinished, test } from 'vitest';
import { AwakeClock } from '../../../main/host/jobs/awake-clock.ts';

test('a clock leaves out the time that the machine slept', () => {
  let now = 100;
  const clock = new AwakeClock(() => now);
  onTestFinished(() => clock.close());
  const start = clock.seconds();
  for (let second = 0; second < 10; second++) {
    now += 1;
    expect(clock.seconds() - start).toBe(second + 1);
  }
  // Busy for a moment is not asleep.
  now += 3.5;
  expect(clock.seconds() - start).toBe(13.5);
  now += 8 * 3600;
  expect(clock.seconds() - start).toBe(13.5);
  now += 1;
  expect(clock.seconds() - start).toBe(14.5);
});
