import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  criticalLiebCoupling,
  HostError,
  symmetrySettings,
  type CallInput,
  type SymmetrySettings,
} from '../../../../../preload/contract/index.ts';
import { useSymmetryStore } from '../../../../../renderer/labs/renormalization/stores/symmetry.ts';
import { answers } from '../../turing/stores/host-stand-in.ts';
import { describe as describeAs, forbiddenDescription } from '../descriptions.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

let asked: SymmetrySettings[] = [];
const describeChoice = async ({ symmetry }: CallInput<'symmetryDescribe'>) => {
  const settings = symmetrySettings.parse(symmetry);
  asked.push(settings);
  return describeAs(settings);
};

beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  answers.symmetryDescribe = describeChoice;
});

async function started() {
  const symmetry = useSymmetryStore();
  await expect.poll(() => symmetry.current).toBe(true);
  return symmetry;
}

describe('the choice of symmetries', () => {
  it('begins with Ising spins at their critical coupling', async () => {
    const symmetry = await started();
    expect(symmetry.settings).toEqual({ internal: 'Z2', spin: 'A1', frame: 'paper' });
    expect(symmetry.couplings).toEqual([criticalLiebCoupling]);
    expect(symmetry.allowed).toBe(true);
  });

  it('asks for one description at a time, and for the newest last', async () => {
    const symmetry = await started();
    const waiting: (() => void)[] = [];
    answers.symmetryDescribe = async (input) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return describeChoice(input);
    };
    symmetry.choose({ spin: '2A1' });
    symmetry.choose({ spin: '3A1' });
    symmetry.choose({ spin: 'A1+E' });
    expect(waiting).toHaveLength(1);
    expect(symmetry.current).toBe(false);
    waiting[0]!();
    await expect.poll(() => waiting.length).toBe(2);
    expect(symmetry.current).toBe(false);
    waiting[1]!();
    await expect.poll(() => symmetry.current).toBe(true);
    expect(symmetry.description?.couplings).toHaveLength(5);
    expect(asked.map(({ spin }) => spin)).toEqual(['A1', '2A1', 'A1+E']);
  });

  it('keeps a sum that no document accepts, says why, and leaves the settings of documents as they were', async () => {
    const symmetry = await started();
    symmetry.choose({ spin: '' });
    expect(symmetry.draft.spin).toBe('');
    expect(symmetry.settings.spin).toBe('A1');
    expect(symmetry.problem?.message).toMatch(/at least one component/);
    expect(symmetry.allowed).toBe(false);
    symmetry.choose({ spin: '4A1+E' });
    expect(symmetry.problem?.message).toMatch(/6 components/);
    expect(asked).toHaveLength(1);
    symmetry.undo();
    symmetry.undo();
    expect(symmetry.problem).toBeNull();
  });

  it('is explained when its group forbids it', async () => {
    const symmetry = await started();
    symmetry.choose({ internal: 'Z3', spin: 'A1+E' });
    await expect.poll(() => symmetry.current).toBe(true);
    expect(symmetry.problem).toEqual(forbiddenDescription.problem);
    expect(symmetry.allowed).toBe(false);
  });

  it('says when it could not be described, and asks again', async () => {
    const symmetry = await started();
    answers.symmetryDescribe = async () => {
      throw new HostError('bug', 'No answer.');
    };
    symmetry.choose({ spin: 'A1+E' });
    await expect.poll(() => symmetry.error?.message).toBe('No answer.');
    answers.symmetryDescribe = describeChoice;
    await symmetry.describe();
    expect(symmetry.error).toBeNull();
    expect(symmetry.current).toBe(true);
  });
});

describe('the couplings under the editor', () => {
  it('start on the bare axis and keep J0 when the representation changes', async () => {
    const symmetry = await started();
    symmetry.setCoupling('J0', 0.5);
    symmetry.choose({ spin: 'A1+E' });
    await expect.poll(() => symmetry.current).toBe(true);
    expect(symmetry.couplings).toEqual([0.5, 0, 0, 0, 0]);
    symmetry.setCoupling('J3', -0.2);
    expect(symmetry.couplings).toEqual([0.5, 0, 0, -0.2, 0]);
  });

  it('undo with the choice, one step at a time', async () => {
    const symmetry = await started();
    symmetry.setCoupling('J0', 0.5);
    symmetry.choose({ spin: 'A1+E' });
    await expect.poll(() => symmetry.current).toBe(true);
    symmetry.setCoupling('J1', 0.3);
    symmetry.undo();
    expect(symmetry.couplings).toEqual([0.5, 0, 0, 0, 0]);
    symmetry.undo();
    expect(symmetry.settings.spin).toBe('A1');
    symmetry.undo();
    expect(symmetry.couplings[0]).toBe(criticalLiebCoupling);
    expect(symmetry.canUndo).toBe(false);
    symmetry.redo();
    expect(symmetry.couplings[0]).toBe(0.5);
  });

  it('can be set to the bare critical model of the group', async () => {
    const symmetry = await started();
    symmetry.choose({ spin: 'A1+E' });
    await expect.poll(() => symmetry.current).toBe(true);
    symmetry.setCoupling('J1', 0.3);
    symmetry.setBare();
    expect(symmetry.couplings).toEqual([criticalLiebCoupling, 0, 0, 0, 0]);
  });
});
