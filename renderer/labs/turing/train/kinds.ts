import { schemaOf, type ExperimentKindName, type SpecOf } from '../../../../preload/contract/index.ts';

/** Kinds of experiment that end in a model. */
export const trainingKinds = [
  'turing-cnn',
  'turing-hybrid',
  'turing-convolutional',
  'linear-system',
  'oscillator',
] as const satisfies readonly ExperimentKindName[];
export type TrainingKind = (typeof trainingKinds)[number];
export type TrainingSpec = SpecOf<TrainingKind>;

/** What the model editor offers: the kinds, the CNN once for each observation. */
export interface TrainingChoice {
  name: string;
  kind: TrainingKind;
  title: string;
  /** What it learns, in one sentence. */
  purpose: string;
  settings?: Record<string, unknown>;
}

export const trainingChoices: readonly TrainingChoice[] = [
  {
    name: 'picture',
    kind: 'turing-cnn',
    title: 'Turing · CNN, one picture',
    purpose: 'Reads one picture of unknown contrast and sign: what you have from a microscope or a camera.',
    settings: { observation: 'picture' },
  },
  {
    name: 'fields',
    kind: 'turing-cnn',
    title: 'Turing · CNN, both fields',
    purpose: 'Reads both concentrations (a, b): what you have from a simulation.',
    settings: { observation: 'fields' },
  },
  {
    name: 'hybrid',
    kind: 'turing-hybrid',
    title: 'Turing · spectral hybrid',
    purpose: 'Spectral features of both fields, flows on both sides: trains in a minute.',
  },
  {
    name: 'convolutional',
    kind: 'turing-convolutional',
    title: 'Turing · convolutional INN',
    purpose: 'The network of the paper, invertible from pixels to macrostate; wants a GPU.',
  },
  {
    name: 'linear',
    kind: 'linear-system',
    title: 'Linear system',
    purpose: 'Matrix and trajectory: the macrostate found is the rotation (Sec. 3.1).',
  },
  {
    name: 'oscillator',
    kind: 'oscillator',
    title: 'Harmonic oscillator',
    purpose: 'One shared flow finds the conserved energy (Sec. 3.2).',
  },
];

/** The document a choice starts from: every default of its schema. */
export function defaultSpec(choice: TrainingChoice): TrainingSpec {
  return schemaOf[choice.kind].parse({ kind: choice.kind, ...choice.settings });
}

/** Which choice a document belongs to. */
export function choiceOf(spec: TrainingSpec): TrainingChoice {
  const choices = trainingChoices.filter(({ kind }) => kind === spec.kind);
  const exact = choices.find(
    ({ settings }) => spec.kind !== 'turing-cnn' || settings?.['observation'] === spec.observation,
  );
  return exact ?? trainingChoices[0]!;
}

export function isTrainingSpec(spec: { kind: string }): spec is TrainingSpec {
  return (trainingKinds as readonly string[]).includes(spec.kind);
}
