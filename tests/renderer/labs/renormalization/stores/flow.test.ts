import { createPinia, setActivePinia } from 'pinia';
import { nextTick } from 'vue';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HostError,
  symmetrySettings,
  type CallInput,
  type RgPath,
  type RgPlane,
} from '../../../../../preload/contract/index.ts';
import { spaced } from '../../../../../renderer/labs/renormalization/flow/scale.ts';
import { useFlowStore } from '../../../../../renderer/labs/renormalization/stores/flow.ts';
import { useSymmetryStore } from '../../../../../renderer/labs/renormalization/stores/symmetry.ts';
import { answers } from '../../turing/stores/host-stand-in.ts';
import { describe as describeAs } from '../descriptions.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

/** A map with a known flow: J0 leaves .8, the others halve what they are and take a tenth of J0. */
const star = 0.8;
const step = (couplings: readonly number[]) =>
  couplings.map((value, index) =>
    index === 0 ? value + 0.3 * (value - star) : 0.5 * value + 0.1 * couplings[0]!,
  );

let stepSeconds = 0.0004;
let planes: CallInput<'rgPlane'>[] = [];
let flows: CallInput<'rgFlow'>[] = [];

async function rgPlane(input: CallInput<'rgPlane'>): Promise<RgPlane> {
  planes.push(input);
  const { origin, axes, resolution = 21 } = input;
  const x = spaced({ low: input.x[0], high: input.x[1] }, resolution);
  const y = axes.length > 1 ? spaced({ low: input.y[0], high: input.y[1] }, resolution) : [0];
  const second = axes[1] ?? origin.map(() => 0);
  const moved = (u: number, v: number) => {
    const from = origin.map((value, m) => value + u * axes[0]![m]! + v * second[m]!);
    return step(from).map((value, m) => value - from[m]!);
  };
  const along = (axis: readonly number[]) =>
    y.map((v) => x.map((u) => moved(u, v).reduce((sum, value, m) => sum + value * axis[m]!, 0)));
  return {
    origin,
    axes: [axes[0]!, second],
    names: ['x', 'y'],
    x,
    y,
    flow: { x: along(axes[0]!), y: along(second) },
    outOfPlane: y.map(() => x.map(() => 0)),
    monotone: null,
    bits: y.map(() => x.map(() => 0.05)),
  };
}

async function rgFlow(input: CallInput<'rgFlow'>): Promise<RgPath[]> {
  flows.push(input);
  return input.starts.map((start) => {
    const couplings = [start];
    for (let i = 0; i < (input.steps ?? 8); i++) couplings.push(step(couplings.at(-1)!));
    return {
      couplings,
      bits: couplings.slice(1).map(() => 0.05),
      monotone: couplings.map(() => null),
      degeneracy: couplings.map(([J0]) => (J0! > star ? 2 : 1)),
      phase: couplings.at(-1)![0]! > star ? 'ordered' : 'disordered',
    };
  });
}

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  stepSeconds = 0.0004;
  planes = [];
  flows = [];
  answers.modelsList = async () => [];
  answers.symmetryDescribe = async ({ symmetry }) =>
    describeAs(symmetrySettings.parse(symmetry), stepSeconds);
  answers.rgPlane = rgPlane;
  answers.rgFlow = rgFlow;
});

const phases = (flow: ReturnType<typeof useFlowStore>) =>
  flow.followed.map(({ path }) => path?.phase ?? null);

async function started(spin = 'A1') {
  if (spin !== 'A1') useSymmetryStore().choose({ spin });
  const flow = useFlowStore();
  flow.start();
  await expect.poll(() => phases(flow)).toEqual(['disordered', 'ordered']);
  return flow;
}

describe('the flow of a single coupling', () => {
  it('is a line with its fixed point, found to more digits than the line has nodes', async () => {
    const flow = await started();
    expect(flow.linear).toBe(true);
    await expect.poll(() => flow.plane?.y).toEqual([0]);
    await expect.poll(() => flow.linePoints?.length).toBe(1);
    expect(flow.linePoints![0]).toEqual({
      x: expect.closeTo(star, 9) as number,
      error: null,
      slope: expect.closeTo(1.3, 9) as number,
      character: 'unstable',
    });
  });

  it('changes the phase of a point that is moved across the fixed point, and undo takes it back', async () => {
    const flow = await started();
    flow.moveStart(1, { x: 0.7, y: 0.3 });
    await expect.poll(() => phases(flow)).toEqual(['disordered', 'disordered']);
    // On a line there is no up.
    expect(flow.document.starts[1]).toEqual({ x: 0.7, y: 0 });
    flow.undo();
    expect(phases(flow)).toEqual(['disordered', 'ordered']);
  });

  it('asks for every place once, one at a time', async () => {
    const flow = await started();
    const before = flows.length;
    flow.moveStart(0, { x: 0.5, y: 0 });
    await expect.poll(() => flows.length).toBe(before + 1);
    expect(flows.at(-1)!.starts).toEqual([[0.5]]);
    flow.undo();
    flow.redo();
    await expect.poll(() => flow.following).toBe(false);
    expect(flows).toHaveLength(before + 1);
  });

  it('keeps its points within the picture, and adds and removes them', async () => {
    const flow = await started();
    flow.addStart({ x: 7, y: 0 });
    expect(flow.document.starts.at(-1)).toEqual({ x: 1.4, y: 0 });
    flow.removeStart(0);
    expect(flow.document.starts.map(({ x }) => x)).toEqual([0.9, 1.4]);
  });
});

describe('a plane of couplings', () => {
  it('turns towards what the flow generates', async () => {
    const flow = await started('A1+E');
    await expect.poll(() => flow.plane?.x.length).toBe(21);
    expect(flow.order!.axes[0]).toEqual([1, 0, 0, 0, 0]);
    expect(flow.order!.axes[1]).toEqual(
      [0, 0.5, 0.5, 0.5, 0.5].map((value) => expect.closeTo(value, 12) as number),
    );
    expect(flow.order!.names).toEqual(['J0', 'other couplings, as generated']);
  });

  it('is spanned by two couplings that are chosen by name', async () => {
    const flow = await started('A1+E');
    flow.change({ vertical: 'J3' });
    expect(flow.order!.axes[1]).toEqual([0, 0, 0, 1, 0]);
    expect(flow.order!.names).toEqual(['J0', 'J3']);
  });

  it('is drawn in tiles where a step takes its time', async () => {
    stepSeconds = 0.02;
    const flow = await started('A1+E');
    await expect.poll(() => flow.drawing).toBeNull();
    await expect.poll(() => flow.plane?.flow.x.flat().every(Number.isFinite)).toBe(true);
    expect(planes.every(({ resolution }) => resolution === 3)).toBe(true);
    expect(flow.waiting).toBe(false);
  });

  it('waits for a button where it would take long, and follows fewer steps', async () => {
    stepSeconds = 0.4;
    const flow = await started('A1+E');
    expect(flow.waiting).toBe(true);
    expect(planes).toEqual([]);
    expect(flow.steps).toBe(4);
    flow.change({ resolution: 9 });
    await nextTick();
    await flow.draw();
    expect(planes).toHaveLength(81);
    expect(flow.waiting).toBe(false);
  });

  it('can be stopped, and keeps what is there', async () => {
    stepSeconds = 0.02;
    const flow = await started('A1+E');
    await expect.poll(() => flow.drawing).toBeNull();
    const release: (() => void)[] = [];
    answers.rgPlane = async (input) => {
      await new Promise<void>((resolve) => release.push(resolve));
      return rgPlane(input);
    };
    const drawn = flow.draw();
    await expect.poll(() => release.length).toBe(1);
    release[0]!();
    await expect.poll(() => flow.drawing?.done).toBe(1);
    flow.stopDrawing();
    release[1]!();
    await drawn;
    expect(flow.drawing).toBeNull();
    expect(flow.plane!.flow.x.flat().filter(Number.isFinite).length).toBeLessThan(441);
    expect(release).toHaveLength(2);
  });
});

it('says what the host says when it will not', async () => {
  const flow = await started();
  answers.rgFlow = async () => {
    throw new HostError('bad-argument', 'It would take too long.');
  };
  flow.moveStart(0, { x: 0.2, y: 0 });
  await expect.poll(() => flow.pathError?.message).toBe('It would take too long.');
  answers.rgPlane = async () => {
    throw new HostError('bad-argument', 'There is nothing between 1 and 1.');
  };
  await flow.draw();
  expect(flow.planeError?.message).toBe('There is nothing between 1 and 1.');
});
