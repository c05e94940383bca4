import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  criticalLiebCoupling,
  HostError,
  type CallArgument,
  type RgPath,
} from '../../../../../preload/contract/index.ts';
import { useExactFlowStore } from '../../../../../renderer/labs/renormalization/stores/exact-flow.ts';
import { useSymmetryStore } from '../../../../../renderer/labs/renormalization/stores/symmetry.ts';
import { answers } from '../../turing/stores/host-stand-in.ts';
import { describe as describeAs } from '../descriptions.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

/** A map that halves every coupling, with a divergence of a tenth of a bit. */
const halves = (start: readonly number[], steps: number): RgPath => {
  const couplings = Array.from({ length: steps + 1 }, (_, step) => start.map((J) => J * 0.5 ** step));
  return {
    couplings,
    bits: couplings.slice(1).map(() => 0.1),
    monotone: couplings.map(() => null),
    degeneracy: couplings.map(() => 1),
    phase: 'disordered',
  };
};

let asked: CallArgument<'rgFlow'>[] = [];
let stepSeconds = 0.001;
const answer = async (input: { starts: number[][]; steps?: number | undefined }) => {
  asked.push(input as CallArgument<'rgFlow'>);
  return input.starts.map((start) => halves(start, input.steps ?? 8));
};
const flows = () => asked.filter(({ starts }) => starts.length === 1);

beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  stepSeconds = 0.001;
  answers.symmetryDescribe = async ({ symmetry }) => describeAs(symmetry, stepSeconds);
  answers.rgFlow = answer;
});

async function started() {
  const symmetry = useSymmetryStore();
  const flow = useExactFlowStore();
  await expect.poll(() => symmetry.allowed).toBe(true);
  flow.start();
  return { symmetry, flow };
}

describe('a flow that takes no time', () => {
  it('follows the choice, the coupling and the number of steps', async () => {
    const { symmetry, flow } = await started();
    await expect.poll(() => flow.flow?.path.couplings.length).toBe(9);
    expect(flow.flow!.path.couplings[1]).toEqual([criticalLiebCoupling / 2]);
    symmetry.setCoupling('J0', 0.4);
    await expect.poll(() => flow.flow?.path.couplings[0]).toEqual([0.4]);
    flow.steps = 3;
    await expect.poll(() => flow.flow?.path.couplings.length).toBe(4);
    symmetry.choose({ spin: 'A1+E' });
    // What is shown stays, with its own names, until there is something new.
    expect(flow.flow).toMatchObject({ names: ['J0'], settings: { spin: 'A1' } });
    await expect.poll(() => flow.flow?.path.couplings[0]).toEqual([0.4, 0, 0, 0, 0]);
    expect(flow.flow!.names).toEqual(['J0', 'J1', 'J2', 'J3', 'J4']);
  });

  it('brings the beta function of the bare axis, whatever the couplings under the editor are', async () => {
    const { symmetry, flow } = await started();
    await expect.poll(() => flow.beta?.beta.x.length).toBe(32);
    expect(flow.beta!.beta.x.at(-1)).toBeCloseTo(2 * criticalLiebCoupling, 12);
    expect(flow.beta!.beta.beta[0]).toBeCloseTo(-flow.beta!.beta.x[0]! / 2, 12);
    const before = asked.length;
    symmetry.setCoupling('J0', 0.2);
    await expect.poll(() => flow.flow?.path.couplings[0]).toEqual([0.2]);
    expect(asked.length).toBe(before + 1);
  });

  it('asks once at a time while a slider is dragged, and ends at the newest value', async () => {
    const { symmetry, flow } = await started();
    await expect.poll(() => flow.traces || flow.follows).toBe(false);
    const waiting: (() => void)[] = [];
    answers.rgFlow = async (input) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return answer(input);
    };
    const before = asked.length;
    for (const J of [0.5, 0.51, 0.52, 0.53]) {
      symmetry.setCoupling('J0', J);
      await Promise.resolve();
    }
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]!();
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]!();
    await expect.poll(() => flow.flow?.path.couplings[0]).toEqual([0.53]);
    expect(asked.length).toBe(before + 2);
  });
});

describe('a flow that takes long', () => {
  it('waits for its button, then goes step by step and can be stopped', async () => {
    stepSeconds = 0.4;
    const { flow } = await started();
    expect([flow.waits, flow.flow, asked.length]).toEqual([true, null, 0]);
    const waiting: (() => void)[] = [];
    answers.rgFlow = async (input) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return answer(input);
    };
    flow.follow();
    await expect.poll(() => waiting.length).toBe(1);
    waiting[0]!();
    await expect.poll(() => flow.flow?.path.couplings.length).toBe(2);
    await expect.poll(() => waiting.length).toBe(2);
    expect(flow.flowDone).toBeCloseTo(1 / 8, 12);
    flow.stop();
    waiting[1]!();
    await expect.poll(() => asked.length).toBe(2);
    expect(flow.follows).toBe(false);
    expect(flow.flow?.path.couplings.length).toBe(2);
    expect(asked.every(({ steps }) => steps === 1)).toBe(true);
  });

  it('ends where couplings are beyond what can be continued', async () => {
    stepSeconds = 0.4;
    const { flow } = await started();
    answers.rgFlow = async (input) =>
      (await answer(input)).map((path) => ({ ...path, couplings: [path.couplings[0]!, [11]] }));
    flow.follow();
    await expect.poll(() => flow.follows).toBe(false);
    expect(flow.flow?.path.couplings).toEqual([[criticalLiebCoupling], [11]]);
    expect(flows()).toHaveLength(1);
  });
});

describe('a flow that cannot be followed', () => {
  it('says what the host said', async () => {
    answers.rgFlow = async () => {
      throw new HostError('too-large', 'It would take a minute.');
    };
    const { flow } = await started();
    await expect.poll(() => flow.error?.message).toBe('It would take a minute.');
    expect(flow.follows).toBe(false);
  });

  it('is not asked for while the choice is not allowed', async () => {
    const { symmetry, flow } = await started();
    await expect.poll(() => flow.traces || flow.follows).toBe(false);
    const before = asked.length;
    symmetry.choose({ internal: 'Z3', spin: 'A1+E' });
    await expect.poll(() => symmetry.current).toBe(true);
    expect([flow.possible, flow.flow, asked.length]).toEqual([false, null, before]);
  });
});
