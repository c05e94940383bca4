import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  HostError,
  schemaOf,
  type CallInput,
  type ExperimentSpec,
  type RunRecord,
} from '../../../../../preload/contract/index.ts';
import { useSelfSimilarityResults } from '../../../../../renderer/labs/self-similarity/stores/results.ts';
import { isScan, useScanStore } from '../../../../../renderer/labs/self-similarity/stores/scan.ts';
import { useStudyStore } from '../../../../../renderer/labs/self-similarity/stores/study.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';
import { linearScale, rule60 } from '../analyses.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const spec = schemaOf['self-similarity'].parse({ kind: 'self-similarity' });
const artifacts = new Map<string, unknown>();
let asked: CallInput<'runArrays'>[] = [];
let created: CallInput<'runCreate'>[] = [];
let runs = 0;

/** A run of the workspace that left a result. */
function finished(result: unknown): string {
  const id = `2026-01-01-self-similarity-abcdef${String(++runs).padStart(2, '0')}`;
  artifacts.set(id, result);
  emit('runChanged', {
    id,
    name: id,
    kind: 'self-similarity',
    state: 'done',
    createdAt: `2026-01-01T00:00:${id.slice(-2)}Z`,
    computeSeconds: 4,
    seed: 1,
    summary: {},
  });
  return id;
}
const states = (times: number, width: number) => ({
  shape: [times, 1, 1, width],
  data: new Float32Array(times * width),
});

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  artifacts.clear();
  asked = [];
  created = [];
  answers.runRead = async ({ id }) => ({ id, spec: spec as ExperimentSpec }) as RunRecord;
  answers.runArtifact = async ({ id }) => new TextEncoder().encode(JSON.stringify(artifacts.get(id)));
  answers.runArrays = async (input) => {
    asked.push(input);
    return Object.fromEntries((input.only ?? []).map((name) => [name, states(name === 'micro' ? 12 : 4, 6)]));
  };
  answers.runCreate = async (input) => {
    created.push(input);
    return { id: '2026-01-01-self-similarity-abcdef99', spec: input.spec, state: 'queued' } as RunRecord;
  };
});

describe('the verdict that is looked at', () => {
  it('is of the run that the study has selected, with its first scale', async () => {
    const results = useSelfSimilarityResults();
    const first = finished(rule60);
    const second = finished({ ...rule60, title: 'Rule 90' });
    useStudyStore().select(first);
    await expect.poll(() => results.result?.title).toBe('Rule 60');
    expect(results.scale?.space).toBe(2);
    results.scaleIndex = 2;
    expect(results.scale?.space).toBe(4);
    useStudyStore().select(second);
    await expect.poll(() => results.result?.title).toBe('Rule 90');
    expect(results.scale?.space).toBe(2);
  });

  it('reads the micro states once and those of a scale when it is looked at', async () => {
    const results = useSelfSimilarityResults();
    finished(rule60);
    await expect.poll(() => results.pictures?.macro.width).toBe(6);
    results.scaleIndex = 1;
    await expect.poll(() => asked.length).toBe(2);
    await expect.poll(() => results.pictures).not.toBeNull();
    expect(asked.map(({ only }) => only)).toEqual([
      ['micro', 'macro-2x2', 'predicted-2x2'],
      ['macro-3x3', 'predicted-3x3'],
    ]);
  });

  it('says when verdict or pictures can not be read', async () => {
    const results = useSelfSimilarityResults();
    finished({});
    await expect.poll(() => results.error?.message).toBe('The run left no verdict.');
    answers.runArrays = async () => {
      throw new HostError('not-found', 'There is no pictures.npz.');
    };
    useStudyStore().select(finished(rule60));
    await expect.poll(() => results.picturesError?.message).toBe('There is no pictures.npz.');
    expect(results.pictures).toBeNull();
  });
});

describe('a scan', () => {
  it('starts the system of the lab over many scales and leaves its document as it is', async () => {
    const study = useStudyStore();
    const scan = useScanStore();
    study.chooseType('diffusion');
    scan.setSpaces([2]);
    scan.setTimes([2, 4, 8]);
    await scan.startScan();
    expect(created[0]!.spec).toMatchObject({ system: { type: 'diffusion' }, scales: ['2x2', '2x4', '2x8'] });
    expect(study.spec.scales).toEqual([]);
    await scan.startPrior();
    expect(created[1]!.spec).toMatchObject({ free: true, repeats: 5, scales: [] });
  });

  it('is refused with more scales than an analysis takes', () => {
    const scan = useScanStore();
    scan.setSpaces([2, 3, 4, 5, 6, 7]);
    scan.setTimes([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(scan.problem).toMatch(/^66 scales/);
  });

  it('is shown at work, and no analysis of another sort is taken for one', async () => {
    const scan = useScanStore();
    await scan.startPrior();
    const id = useStudyStore().runId!;
    emit('runChanged', {
      id,
      name: id,
      kind: 'self-similarity',
      state: 'failed',
      createdAt: '2026-01-01T00:00:00Z',
      computeSeconds: 0,
      seed: 1,
      summary: {},
    });
    expect(scan.priorUnderWay?.id).toBe(id);
    expect(scan.scanUnderWay).toBeNull();
  });

  it('is an analysis with three T of one S; a comparison one with free dynamics', async () => {
    expect(isScan(rule60.scales)).toBe(false);
    const results = useSelfSimilarityResults();
    const scan = useScanStore();
    finished(rule60);
    const scanned = finished({ ...rule60, scales: [2, 4, 8].map((time) => linearScale(2, time, 0.1)) });
    await expect.poll(() => results.finished.length).toBe(2);
    useStudyStore().select(results.finished.find(({ run }) => run.id !== scanned)!.run.id);
    // The newest that is one, where the selected run is none.
    expect(scan.scan?.run.id).toBe(scanned);
    expect(scan.prior?.run.id).toBe(scanned);
    expect(scan.scans).toHaveLength(1);
  });
});
