import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { HostError } from '../../../../../preload/contract/index.ts';
import { useAutomatonStore } from '../../../../../renderer/labs/self-similarity/stores/automaton.ts';
import { useRuleGraphStore } from '../../../../../renderer/labs/self-similarity/stores/rule-graph.ts';
import { answers } from '../../turing/stores/host-stand-in.ts';
import { graphOfTwo } from '../rule-graph/graph.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

let calls: number[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  calls = [];
  answers.automatonDescribe = async () => {
    throw new HostError('not-found', 'not under test');
  };
  answers.ruleGraph = async ({ size }) => {
    calls.push(size);
    return { ...graphOfTwo, size };
  };
});

async function loaded() {
  const graph = useRuleGraphStore();
  await graph.load();
  return graph;
}

it('is computed once for each group size', async () => {
  const graph = await loaded();
  expect(graph.places?.size).toBe(256);
  await graph.load();
  graph.size = 3;
  await expect.poll(() => graph.graph?.size).toBe(3);
  graph.size = 2;
  expect(graph.graph?.size).toBe(2);
  expect(calls).toEqual([2, 3]);
});

it('is walked along its edges, and back', async () => {
  const graph = await loaded();
  const automaton = useAutomatonStore();
  expect([...graph.trail]).toEqual([60]);
  expect(graph.steps.map(({ to }) => to)).toEqual([195]);
  graph.go(195);
  expect([...graph.trail]).toEqual([60, 195]);
  expect(automaton.rule).toBe(195);
  // 15 leads to 240; no edge leads from 195 to 15: another walk begins.
  graph.go(15);
  graph.go(240);
  expect([...graph.trail]).toEqual([15, 240]);
  graph.back();
  expect([...graph.trail]).toEqual([15]);
  expect(automaton.rule).toBe(15);
  graph.back();
  expect(graph.current).toBe(15);
});

it('begins anew where a rule is chosen elsewhere', async () => {
  const graph = await loaded();
  graph.go(195);
  useAutomatonStore().choose(110);
  expect([...graph.trail]).toEqual([110]);
});

it('goes by classes where classes are shown', async () => {
  const graph = await loaded();
  graph.go(195);
  graph.choice = 'classes';
  expect(graph.current).toBe(60);
  graph.go(153);
  expect([...graph.trail]).toEqual([60]);
  graph.go(240);
  expect(graph.current).toBe(170);
});

it('steps along trivial edges only where they are shown', async () => {
  const graph = await loaded();
  const trivial = graph.view!.edges.find(({ trivial, from, to }) => trivial && from !== to)!;
  graph.go(trivial.from);
  expect(graph.steps.map(({ to }) => to)).not.toContain(trivial.to);
  graph.trivial = true;
  expect(graph.steps.map(({ to }) => to)).toContain(trivial.to);
});

it('says when it could not be computed, and tries again', async () => {
  const compute = answers.ruleGraph!;
  answers.ruleGraph = async () => {
    throw new HostError('bug', 'The thread ended.');
  };
  const graph = await loaded();
  expect(graph.error?.message).toBe('The thread ended.');
  answers.ruleGraph = compute;
  await graph.load();
  expect(graph.error).toBeNull();
  expect(graph.graph?.size).toBe(2);
});
