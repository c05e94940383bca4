import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import {
  HostError,
  schemaOf,
  type CallInput,
  type FigureResult,
  type PaperFigure,
  type RunRecord,
  type RunState,
} from '../../../../../preload/contract/index.ts';
import { useFiguresStore } from '../../../../../renderer/labs/upscaling/stores/figures.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const idOf = (number: number) => `2026-01-01-inverse-rg-figure-abcdef1${number}`;
const figureOfRun = new Map<string, PaperFigure>();

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  figureOfRun.clear();
  answers.runRead = async ({ id }) =>
    ({
      id,
      spec: schemaOf['inverse-rg-figure'].parse({ kind: 'inverse-rg-figure', figure: figureOfRun.get(id) }),
    }) as RunRecord;
});

function change(number: number, state: RunState) {
  emit('runChanged', {
    id: idOf(number),
    name: 'whatever it was renamed to',
    kind: 'inverse-rg-figure',
    state,
    createdAt: `2026-01-0${number}T00:00:00Z`,
    computeSeconds: 1,
    seed: 1,
    summary: {},
  });
}

it('finds the run of each figure: the one at work, else the newest that is done', async () => {
  const figures = useFiguresStore();
  figureOfRun.set(idOf(1), '5').set(idOf(2), '8').set(idOf(3), '5').set(idOf(4), '5');
  change(1, 'done');
  change(2, 'done');
  change(3, 'failed');
  await expect.poll(() => figures.runOf('8')?.id).toBe(idOf(2));
  await expect.poll(() => figures.runOf('5')?.id).toBe(idOf(1));
  change(4, 'running');
  await expect.poll(() => figures.runOf('5')?.id).toBe(idOf(4));
  expect(figures.runOf('11')).toBeUndefined();
});

it('makes a figure with the number of configurations chosen for it', async () => {
  const figures = useFiguresStore();
  let created: CallInput<'runCreate'> | undefined;
  answers.runCreate = async (input) => {
    created = input;
    return { id: idOf(1), state: 'queued' } as RunRecord;
  };
  figures.numbers['7'].configurations = 2000;
  await figures.make('7');
  expect(created).toMatchObject({
    spec: { kind: 'inverse-rg-figure', figure: '7', configurations: 2000 },
    name: 'Figure 7 of the paper',
  });
  change(1, 'queued');
  expect(figures.runOf('7')?.state).toBe('queued');
});

it('reads the figure of a finished run, and says when there is none', async () => {
  const figures = useFiguresStore();
  const result: FigureResult = { figure: '8', title: '', panels: [], tables: [], notes: [], seconds: 3 };
  answers.runArtifact = async () => new TextEncoder().encode(JSON.stringify(result));
  await figures.read(idOf(1));
  expect(figures.resultOf(idOf(1))?.seconds).toBe(3);
  answers.runArtifact = async () => {
    throw new HostError('not-found', 'There is no figure.json.');
  };
  await figures.read(idOf(2));
  expect(figures.resultErrorOf(idOf(2))?.message).toContain('no figure.json');
});
