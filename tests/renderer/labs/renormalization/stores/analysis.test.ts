import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  schemaOf,
  symmetrySettings,
  type ExperimentSpec,
  type ModelSummary,
  type RunRecord,
  type RunState,
} from '../../../../../preload/contract/index.ts';
import { useAnalysisStore } from '../../../../../renderer/labs/renormalization/stores/analysis.ts';
import { useReferenceStore } from '../../../../../renderer/labs/renormalization/stores/reference.ts';
import { useSymmetryStore } from '../../../../../renderer/labs/renormalization/stores/symmetry.ts';
import { useModelsStore } from '../../../../../renderer/stores/models.ts';
import { answers, emit } from '../../turing/stores/host-stand-in.ts';
import { exactAnalysis, isingReference, learnedAnalysis } from '../critical-point/analyses.ts';
import { describe as describeAs } from '../descriptions.ts';

vi.mock(
  '../../../../../renderer/bridge/host.ts',
  async () => await import('../../turing/stores/host-stand-in.ts'),
);

const symmetry = symmetrySettings.parse({});
const specs = new Map<string, ExperimentSpec>();
const artifacts = new Map<string, unknown>();
let runs = 0;

function change(id: string, state: RunState) {
  emit('runChanged', {
    id,
    name: id,
    kind: specs.get(id)!.kind,
    state,
    createdAt: `2026-01-01T00:00:${id.slice(-2)}Z`,
    computeSeconds: 5,
    seed: 1,
    summary: {},
  });
}
/** A run of the workspace from before the page was opened. */
function finished(spec: ExperimentSpec, artifact: unknown): string {
  const id = `2026-01-01-${spec.kind}-abcdef${String(++runs).padStart(2, '0')}`;
  specs.set(id, spec);
  artifacts.set(id, artifact);
  change(id, 'done');
  return id;
}
const analysisOf = (map: object) => schemaOf['mlrg-analysis'].parse({ kind: 'mlrg-analysis', map });
const trained: ModelSummary = {
  id: 'run/2026-01-01-mlrg-training-abcdef99',
  title: 'RG monotone, Z2, A1',
  kind: 'mlrg-training',
  observation: 'couplings',
  createdAt: '2026-01-01T00:00:00Z',
  samplers: [],
  macroDimension: 1,
  spec: schemaOf['mlrg-training'].parse({ kind: 'mlrg-training' }),
  scores: {},
};

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
  specs.clear();
  artifacts.clear();
  answers.modelsList = async () => [trained];
  answers.symmetryDescribe = async (input) => describeAs(symmetrySettings.parse(input.symmetry));
  answers.runRead = async ({ id }) => ({ id, spec: specs.get(id) }) as RunRecord;
  answers.runArtifact = async ({ id }) => new TextEncoder().encode(JSON.stringify(artifacts.get(id)));
  answers.runCreate = async ({ spec, name }) => {
    const id = `2026-01-01-${spec.kind}-abcdef${String(++runs).padStart(2, '0')}`;
    specs.set(id, spec as ExperimentSpec);
    return { id, name, spec } as RunRecord;
  };
});

describe('analyses', () => {
  it('of the exact map are of the symmetry of the lab, of learned maps of their own', async () => {
    const lab = useSymmetryStore();
    const analysis = useAnalysisStore();
    await useModelsStore().read();
    lab.choose({ spin: 'A1+E' });
    expect(analysis.spec.map).toEqual({ type: 'exact', symmetry: { ...symmetry, spin: 'A1+E' } });
    analysis.chooseMap({ type: 'learned', model: trained.id });
    expect(analysis.map?.symmetry.spin).toBe('A1');
    expect(lab.settings.spin).toBe('A1+E');
    lab.choose({ spin: '2A1' });
    expect(analysis.spec.map.type).toBe('learned');
    analysis.undo();
    // The exact map comes back with the symmetry it had.
    expect(analysis.spec.map).toEqual({ type: 'exact', symmetry: { ...symmetry, spin: 'A1+E' } });
    expect(lab.settings.spin).toBe('A1+E');
  });

  it('are found by the map they are of', async () => {
    const analysis = useAnalysisStore();
    const exact = finished(analysisOf({ type: 'exact', symmetry }), exactAnalysis);
    const learned = finished(analysisOf({ type: 'learned', model: trained.id }), learnedAnalysis);
    await expect.poll(() => analysis.finished.map(({ run }) => run)).toEqual([learned, exact]);
    expect(analysis.latestOf({ type: 'exact', symmetry })?.run).toBe(exact);
    expect(analysis.latestOf({ type: 'learned', model: trained.id })?.run).toBe(learned);
    expect(analysis.latestOf({ type: 'learned', model: 'pretrained/mlrg-a1' })).toBeUndefined();
    expect(analysis.exactMapCritical(symmetry)).toBe(0.813_92);
    expect(analysis.exactMapCritical({ ...symmetry, spin: '2A1' })).toBeNull();
  });

  it('can not be started of a model that is gone', async () => {
    const analysis = useAnalysisStore();
    await useModelsStore().read();
    analysis.chooseMap({ type: 'learned', model: 'run/gone' });
    expect(analysis.valid).toBe(false);
    expect(analysis.problem).toMatch(/no model run\/gone/);
    analysis.chooseMap({ type: 'learned', model: trained.id });
    expect(analysis.valid).toBe(true);
  });

  it('say when their result can not be read', async () => {
    const analysis = useAnalysisStore();
    finished(analysisOf({ type: 'exact', symmetry }), {});
    await expect.poll(() => analysis.resultError?.message).toBe('The run left no analysis.');
  });

  it('are named after their map', async () => {
    const analysis = useAnalysisStore();
    await useModelsStore().read();
    const names: (string | undefined)[] = [];
    const create = answers.runCreate!;
    answers.runCreate = (input) => {
      names.push(input.name);
      return create(input);
    };
    await analysis.start();
    await analysis.start(analysisOf({ type: 'learned', model: trained.id }));
    expect(names).toEqual(['Exact map, A₁, Z2', 'RG monotone, Z2, A1']);
  });
});

describe('references', () => {
  it('are of the group of the lab, and the newest of each group stands', async () => {
    const lab = useSymmetryStore();
    const reference = useReferenceStore();
    lab.choose({ internal: 'S3', spin: 'A1' });
    await expect.poll(() => reference.spec.internal).toBe('S3');
    const spec = schemaOf['mlrg-reference'].parse({ kind: 'mlrg-reference' });
    const first = finished(spec, isingReference);
    await expect.poll(() => reference.latestOf('Z2')?.run).toBe(first);
    const second = finished(spec, isingReference);
    await expect.poll(() => reference.latestOf('Z2')?.run).toBe(second);
    expect(reference.latestOf('S3')).toBeNull();
  });

  it('say when their result can not be read', async () => {
    const reference = useReferenceStore();
    finished(schemaOf['mlrg-reference'].parse({ kind: 'mlrg-reference' }), { tori: 1 });
    await expect.poll(() => reference.resultError?.message).toBe('The run left no reference values.');
  });
});
