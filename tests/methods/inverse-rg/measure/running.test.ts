import { expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { finishMeasurement } from '../../../../main/methods/inverse-rg/measure/finish.ts';
import { LevelSums } from '../../../../main/methods/inverse-rg/measure/level-sums.ts';
import { runningObservables } from '../../../../main/methods/inverse-rg/measure/running.ts';
import { observableNames } from '../../../../preload/contract/index.ts';

it('agrees with the finished measurement over the bins that hold something', () => {
  const random = new RandomStream(3, 'running');
  const options = { size: 8, correlation: false, rsrg: false };
  const bins = [0, 1, 2, 3].map(() => new LevelSums(options));
  for (const bin of bins.slice(0, 3)) {
    for (let i = 0; i < 5; i++) {
      bin.add(
        Uint8Array.from({ length: 64 }, () => Number(random.uniform() < 0.6)),
        random,
      );
    }
  }
  const running = runningObservables({ options, bins });
  const [level] = finishMeasurement([{ options, bins }], {
    title: '',
    source: 'data',
    coupling: null,
    notes: [],
    seconds: 0,
  }).levels;
  for (const name of observableNames) {
    expect(running[name]).toBeCloseTo(level.observables[name].value, 12);
  }
});
