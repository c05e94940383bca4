import { describe, expect, it } from 'vitest';
import { automatonSurvey } from '../../../../../main/methods/self-similarity/automata/survey/experiment.ts';
import { RunInterrupted } from '../../../../../main/methods/context.ts';
import type { AutomatonSurveyResult } from '../../../../../preload/contract/index.ts';
import { poolOfOne } from '../../../gray-scott/pool.ts';
import { atStep, MemoryRun } from '../../../macronet/memory-run.ts';

const short = { rules: 'self-similar', sizes: [3, 2], restarts: 4, steps: 30, seed: 1 };

async function finished(
  document: Record<string, unknown>,
  threads = 1,
): Promise<MemoryRun<'automaton-survey'>> {
  const run = new MemoryRun('automaton-survey', document);
  await automatonSurvey.run({ ...run.start(), pool: poolOfOne(threads) });
  return run;
}

const resultOf = (run: MemoryRun<'automaton-survey'>) => {
  const { seconds, ...result } = run.json<AutomatonSurveyResult>('survey.json');
  expect(seconds).toBeGreaterThan(0);
  return result;
};

describe('a survey without networks', () => {
  it('is Table I over the rules of one of each class', async () => {
    const run = await finished({ rules: 'inequivalent', networks: false });
    const { rules, cells, learner, sizes } = resultOf(run);
    expect(rules).toHaveLength(88);
    expect(sizes).toEqual([2, 3, 4]);
    expect(learner).toBeNull();
    const selfSimilar = (size: number) =>
      cells.filter((cell) => cell.size === size && cell.exact.selfSimilar).map(({ rule }) => rule);
    expect(selfSimilar(2)).toEqual([0, 60, 90, 128, 136, 150, 170, 204]);
    expect(selfSimilar(3)).toEqual([0, 15, 51, 128, 136, 170, 204]);
    expect(cells.every(({ network }) => network === null)).toBe(true);
    const printed = cells.filter(({ paper }) => paper !== null);
    expect(printed.length).toBeGreaterThan(20);
    for (const { paper, exact } of printed) expect(paper === 0).toBe(exact.selfSimilar);
  });
});

describe('a survey with networks', () => {
  it('holds their verdict beside the exact one', async () => {
    const run = await finished({ ...short, restarts: 24, steps: 500, sizes: [2] });
    const result = resultOf(run);
    expect(result.rules).toHaveLength(21);
    expect(result.learner).toMatchObject({ rules: 21, exact: 21, restarts: { value: 1 } });
    expect([result.falsePositives, result.falseNegatives]).toEqual([0, 0]);
    for (const { network, exact } of result.cells) {
      expect(network!.selfSimilar).toBe(exact.selfSimilar);
      expect(network!.consistency === 0).toBe(exact.selfSimilar);
      expect(network!.constant + network!.consistent).toBeLessThanOrEqual(network!.restarts);
    }
    // What f does is undone after two steps: no binary P can be right even once.
    for (const rule of [15, 51, 85]) {
      expect(result.cells.find((cell) => cell.rule === rule)).toMatchObject({
        network: { consistency: 1 },
        paper: 0.5,
      });
    }
    expect(run.summary).toMatchObject({ rules: 21, 'self-similar N2': 18, learnt: 21, 'false negatives': 0 });
    const picture = run.frames.at(-1)![0];
    expect(picture).toMatchObject({ width: 16, height: 16, label: 'N = 2' });
    expect(picture.data.filter((value) => !Number.isNaN(value))).toHaveLength(21);
    const artifact = run.artifacts.get('survey.csv');
    const table = artifact?.type === 'text' ? artifact.text.trim().split('\n') : [];
    expect(table).toHaveLength(22);
    expect(table[0]).toMatch(/^rule,N,self-similar,/);
  });

  it('fills in its pictures as it goes', async () => {
    const { frames } = await finished(short);
    const known = frames.map(([, three]) => three.data.filter((value) => !Number.isNaN(value)).length);
    expect(frames[0].map(({ label }) => label)).toEqual(['N = 2', 'N = 3']);
    expect(known).toEqual(known.toSorted((a, b) => a - b));
    expect(known).toHaveLength(21);
  });

  it('does not depend on the number of threads', async () => {
    expect(resultOf(await finished(short, 4))).toEqual(resultOf(await finished(short, 1)));
  });

  it('goes on from an interruption with the same bits', async () => {
    const run = new MemoryRun('automaton-survey', short);
    await expect(automatonSurvey.run(run.start(atStep(8)))).rejects.toBeInstanceOf(RunInterrupted);
    expect(run.artifacts.size).toBe(0);
    await automatonSurvey.run(run.start());
    expect(resultOf(run)).toEqual(resultOf(await finished(short)));
  });
});
