import { expect, onTestFinished, test } from 'vitest';
import { Threads } from '../../../main/host/worker/threads.ts';
import { fixtureWorker } from '../fixtures/workbench.ts';

function openThreads(size: number): Threads {
  const threads = new Threads(size, fixtureWorker);
  onTestFinished(async () => await threads.close());
  return threads;
}

test('results come in the order of the inputs, each announced once', async () => {
  const threads = openThreads(2);
  const done: number[] = [];
  const inputs = Array.from({ length: 20 }, (_, i) => i);
  const squares = await threads.map('square', inputs, (index) => done.push(index));
  expect(squares).toEqual(inputs.map((x) => x * x));
  expect(done.toSorted((a, b) => a - b)).toEqual(inputs);
  expect(await threads.map('square', [])).toEqual([]);
});

test('several maps share the threads', async () => {
  const threads = openThreads(2);
  const all = await Promise.all([1, 2, 3, 4].map((x) => threads.map('square', [x, x + 1])));
  expect(all).toEqual([
    [1, 4],
    [4, 9],
    [9, 16],
    [16, 25],
  ]);
});

test('an error of a task is the error of its map, and the pool goes on', async () => {
  const threads = openThreads(1);
  await expect(threads.map('fail', [1, 2])).rejects.toThrow('not this one');
  await expect(threads.map('nothing', [1])).rejects.toThrow('no thread task named nothing');
  expect(await threads.map('square', [3])).toEqual([9]);
});

test('a pool that is closed refuses what runs and what waits, and nothing waits for ever', async () => {
  const threads = openThreads(1);
  const maps = [1, 2, 3].map((x) => threads.map('forever', [x]));
  const ended = Promise.allSettled(maps);
  await threads.close();
  expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
});

test('a thread that dies fails its map, and is replaced', async () => {
  const threads = openThreads(1);
  await expect(threads.map('die', [1])).rejects.toThrow('ended with code 3');
  expect(await threads.map('square', [3])).toEqual([9]);
});
