import {
  dimensionOf,
  parseRepresentation,
  schemaOf,
  type MlrgTrainingSpec,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { changedPaths } from '../../documents/changes.ts';
import { symmetryName } from '../names.ts';

/** Where a training starts from: what this program does best, or what the released code of the paper does. */
export type Recipe = 'exact' | 'paper';

export const recipeTitles: Record<Recipe, string> = {
  exact: 'Exact gradients',
  paper: 'Paper’s recipe',
};

/** Hidden layers of the released networks. */
const paperWidths: Record<string, number[]> = { A1: [6, 12, 8], 'A1+E': [12, 24, 6], '2A1+E': [24, 48, 12] };
const widestPaper = paperWidths['2A1+E']!;

/**
 * Several couplings need a wider network and more, smaller steps than the one of A1. Their teachers must not be as cold: the most of their
 * space where C is flat lies around J = 0, and they would leave everything else.
 */
const severalComponents = {
  network: { widths: [32, 32] },
  proposals: { inverseTemperature: 10 },
  learningRate: 0.003,
  steps: 2000,
};

/** A training of a symmetry by a recipe. */
export function recipe(name: Recipe, symmetry: SymmetrySettings): MlrgTrainingSpec {
  const spec = schemaOf['mlrg-training'];
  if (name === 'exact') {
    const single = dimensionOf(parseRepresentation(symmetry.spin)!) === 1;
    return spec.parse({ kind: 'mlrg-training', symmetry, ...(single ? {} : severalComponents) });
  }
  return spec.parse({
    kind: 'mlrg-training',
    symmetry,
    network: { widths: paperWidths[symmetry.spin] ?? widestPaper, layerNorm: true },
    flow: { solver: 'euler', steps: 1 },
    gradient: { type: 'contrastive', samples: 1000, gibbsSteps: 30, divergenceSteps: 5 },
    proposals: {
      batch: 200,
      potential: 'norm',
      inverseTemperature: 10,
      leapfrogSteps: 33,
      stepSize: 0.01,
      updates: 8,
    },
    learningRate: 5e-4,
    steps: 2000,
  });
}

/** Places to start from, for the menu of the document. */
export function presets(symmetry: SymmetrySettings): { title: string; spec: MlrgTrainingSpec }[] {
  return [
    { title: `${recipeTitles.exact}, ${symmetryName(symmetry)}`, spec: recipe('exact', symmetry) },
    ...Object.keys(paperWidths).map((spin) => ({
      title: `${recipeTitles.paper}, ${symmetryName({ spin, internal: 'Z2', frame: 'paper' })}`,
      spec: recipe('paper', { spin, internal: 'Z2', frame: 'paper' }),
    })),
  ];
}

/** The recipe that a document is, apart from its seed and how many trainings of how many steps; null when it was edited. */
export function recipeOf(spec: MlrgTrainingSpec): Recipe | null {
  const { seed, members, steps, symmetry } = spec;
  const names = ['exact', 'paper'] as const;
  return (
    names.find(
      (name) => changedPaths(spec, { ...recipe(name, symmetry), seed, members, steps }).length === 0,
    ) ?? null
  );
}

/** What a training is called in lists: "A₁⊕E, Z2, exact gradients, 3 × 500 steps". */
export function trainingName({ symmetry, gradient, members, steps }: MlrgTrainingSpec): string {
  const how = gradient.type === 'exact' ? 'exact gradients' : `CD-${gradient.divergenceSteps}`;
  return `${symmetryName(symmetry)}, ${how}, ${members} × ${steps} steps`;
}
