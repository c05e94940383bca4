import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import { HostError, type CallInput } from '../../../../../preload/contract/index.ts';
import { describeAutomaton } from '../../../../../main/methods/self-similarity/automata/exact/describe.ts';
import { useAutomatonStore } from '../../../../../renderer/labs/self-similarity/stores/automaton.ts';
import { useStudyStore } from '../../../../../renderer/labs/self-similarity/stores/study.ts';
import { answers } from '../../turing/stores/host-stand-in.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

let asked: number[] = [];
const describeRule = async ({ rule = 60, mask = 'row' }: CallInput<'automatonDescribe'>) => {
  asked.push(rule);
  return describeAutomaton(rule, mask);
};

beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  answers.automatonDescribe = describeRule;
});

async function started() {
  const automaton = useAutomatonStore();
  await expect.poll(() => automaton.current).toBe(true);
  return automaton;
}

describe('the rule', () => {
  it('is that of the document, and choosing another is an edit of it', async () => {
    const study = useStudyStore();
    const automaton = await started();
    expect(automaton.rule).toBe(60);
    automaton.choose(90);
    expect(study.system).toMatchObject({ type: 'automaton', rule: 90 });
    study.undo();
    expect(automaton.rule).toBe(60);
  });

  it('leaves another system alone, and is what was looked at last when the system is an automaton again', async () => {
    const study = useStudyStore();
    const automaton = await started();
    study.chooseType('diffusion');
    automaton.choose(30);
    expect(study.system.type).toBe('diffusion');
    expect(automaton.rule).toBe(30);
    await expect.poll(() => automaton.description?.rule).toBe(30);
  });
});

describe('a rule that is adopted', () => {
  it('becomes the system, whatever that was', async () => {
    const study = useStudyStore();
    const automaton = await started();
    study.chooseType('vicsek');
    automaton.adopt(110);
    expect(study.system).toMatchObject({ type: 'automaton', rule: 110 });
  });
});

describe('the description', () => {
  it('is asked for once at a time, the newest rule last', async () => {
    const automaton = await started();
    const waiting: (() => void)[] = [];
    answers.automatonDescribe = async (input) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return describeRule(input);
    };
    for (const rule of [61, 62, 90]) {
      automaton.choose(rule);
      await nextTick();
    }
    expect(waiting).toHaveLength(1);
    expect(automaton.current).toBe(false);
    expect(automaton.description?.rule).toBe(60);
    waiting[0]!();
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]!();
    await expect.poll(() => automaton.current).toBe(true);
    expect(automaton.description?.rule).toBe(90);
    expect(asked).toEqual([60, 61, 90]);
  });

  it('is of the mask that is chosen', async () => {
    const automaton = await started();
    automaton.mask = 'patch';
    await nextTick();
    await expect.poll(() => automaton.current).toBe(true);
    expect(automaton.description?.exact.every(({ mask }) => mask === 'patch')).toBe(true);
  });

  it('says when there is none, and asks again', async () => {
    const automaton = await started();
    answers.automatonDescribe = async () => {
      throw new HostError('bug', 'No answer.');
    };
    automaton.choose(90);
    await expect.poll(() => automaton.error?.message).toBe('No answer.');
    answers.automatonDescribe = describeRule;
    await automaton.describe();
    expect(automaton.error).toBeNull();
    expect(automaton.current).toBe(true);
  });
});
