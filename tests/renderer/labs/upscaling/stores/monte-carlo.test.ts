import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HostError,
  type IsingMonteCarloSpec,
  type RunRecord,
  type RunState,
} from '../../../../../preload/contract/index.ts';
import { openDocument } from '../../../../../renderer/labs/documents/open.ts';
import { readDocument } from '../../../../../renderer/labs/documents/files.ts';
import { presets } from '../../../../../renderer/labs/upscaling/monte-carlo/presets.ts';
import { useMonteCarloStore } from '../../../../../renderer/labs/upscaling/stores/monte-carlo.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const id = '2026-01-01-ising-monte-carlo-abcdef12';
const record = (spec: IsingMonteCarloSpec, name: string): RunRecord => ({
  id,
  name,
  spec,
  state: 'queued',
  versions: { macroscope: '0.1.0', node: '24', schema: 1 },
  createdAt: '2026-01-01T00:00:00Z',
  computeSeconds: 0,
  starts: 1,
  summary: {},
});
const change = (state: RunState) =>
  emit('runChanged', {
    id,
    name: '64²',
    kind: 'ising-monte-carlo',
    state,
    createdAt: '2026-01-01T00:00:00Z',
    computeSeconds: 0,
    seed: 1,
    summary: {},
  });
const acceptRun = () => {
  const created: { spec: unknown; name?: string | undefined }[] = [];
  answers.runCreate = async ({ spec, name }) => {
    created.push({ spec, name });
    return record(spec as IsingMonteCarloSpec, name ?? '');
  };
  return created;
};

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
});

describe('Monte Carlo store', () => {
  it('simulates a preset and leaves the document as it was', async () => {
    const monteCarlo = useMonteCarloStore();
    monteCarlo.edit({ ...monteCarlo.spec, size: 128 });
    const created = acceptRun();
    await monteCarlo.start(presets[0]!.spec);
    expect(created).toEqual([{ spec: presets[0]!.spec, name: '64², critical, Swendsen–Wang' }]);
    expect(monteCarlo.spec.size).toBe(128);
    expect(monteCarlo.watched).toBe(id);
  });

  it('reads the measurement once the run is done, and says when there is none', async () => {
    const monteCarlo = useMonteCarloStore();
    acceptRun();
    answers.runArtifact = async () => {
      throw new HostError('not-found', 'There is no measurement.json.');
    };
    await monteCarlo.start();
    change('running');
    expect(monteCarlo.measurement).toBeNull();
    change('done');
    await expect.poll(() => monteCarlo.measurementError?.message).toBe('There is no measurement.json.');
  });

  it('says why a simulation was refused', async () => {
    const monteCarlo = useMonteCarloStore();
    answers.runCreate = async () => {
      throw new HostError('storage', 'The disk is full.');
    };
    await monteCarlo.start();
    expect(monteCarlo.error?.message).toBe('The disk is full.');
    expect(monteCarlo.starting).toBe(false);
  });
});

describe('a document that is opened', () => {
  it('goes to the editor of its kind, to be undone there', async () => {
    const spec = readDocument('{"kind":"ising-monte-carlo","size":16}', 'mine.json');
    expect(await openDocument(spec)).toEqual({ lab: 'upscaling', tab: 'monte-carlo' });
    const monteCarlo = useMonteCarloStore();
    expect(monteCarlo.spec.size).toBe(16);
    monteCarlo.undo();
    expect(monteCarlo.spec.size).toBe(64);
  });

  it('is refused when it needs the data it is about', async () => {
    const spec = readDocument('{"kind":"spin-analysis"}', 'mine.json');
    await expect(openDocument(spec)).rejects.toThrow('needs the data');
  });
});
