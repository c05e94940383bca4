import {
  particleAxes,
  type FileInspection,
  type FileReading,
  type SpacetimeLayout,
} from '../../preload/contract/index.ts';
import { useFilesStore } from '../stores/files.ts';
import type { LabName } from './index.ts';

/** Which part of a file is to be used, where the user has chosen one. */
export interface FilePart {
  array?: string | undefined;
  /** Row of a table, counted from 0. */
  row?: number | undefined;
}

/** What a lab can do with a file once it is known what the file is. */
export interface FileUse {
  reading: FileReading;
  /** The button, with a verb. */
  title: string;
  /** What will happen. */
  explanation: string;
  lab: LabName;
  tab?: string;
  /** Takes its time, and shows its progress and how to cancel it by itself. */
  inBackground?: true;
  /** Answers where it was opened when that depends on what is in the file. */
  open: (
    file: File,
    inspection: FileInspection,
    part?: FilePart,
  ) => Promise<{ lab: LabName; tab: string } | void>;
}

export const readingTitles: Record<FileReading, string> = {
  'pattern-fields': 'both fields (a, b) of a pattern',
  'pattern-picture': 'a picture of a pattern',
  spins: 'Ising configurations',
  spacetime: 'a series in space and time',
  particles: 'particles in time',
  parameters: 'a table of parameters',
  experiment: 'an experiment document',
  run: 'a packed run',
  array: 'an array of numbers',
};

async function openInDesign(file: File, observation: 'fields' | 'picture', { array }: FilePart = {}) {
  const { useDesignStore } = await import('./turing/stores/design.ts');
  await useDesignStore().open(file, observation, array);
}

async function openSeries(file: File, layout: Partial<SpacetimeLayout>) {
  const { useStudyStore } = await import('./self-similarity/stores/study.ts');
  await useStudyStore().open(file, layout);
}

/** The array that is taken for particles: the one that was chosen, else the first of their shape, [times, particles, 2 to 4]. */
function particlesIn({ arrays }: FileInspection, { array }: FilePart = {}): string | undefined {
  const fitting = arrays.filter(({ shape }) => shape.length === 3 && shape[2]! >= 2 && shape[2]! <= 4);
  return (fitting.find(({ name }) => name === array) ?? fitting[0])?.name;
}

/** Uses of files, the likeliest first. A lab adds its own here. */
export const fileUses: readonly FileUse[] = [
  {
    reading: 'pattern-picture',
    title: 'Design from this picture',
    explanation: 'Finds parameters whose patterns look like it: Turing › Design.',
    lab: 'turing',
    tab: 'design',
    open: (file, _, part) => openInDesign(file, 'picture', part),
  },
  {
    reading: 'pattern-fields',
    title: 'Design from these fields',
    explanation: 'Finds parameters that grow it, from a and b in their units: Turing › Design.',
    lab: 'turing',
    tab: 'design',
    open: (file, _, part) => openInDesign(file, 'fields', part),
  },
  {
    reading: 'spins',
    title: 'Measure these spins',
    explanation: 'Shows what was read, then measures it: Upscaling › Measure.',
    lab: 'upscaling',
    tab: 'measure',
    open: async (file, _, { array } = {}) => {
      const { useMeasureStore } = await import('./upscaling/stores/measure.ts');
      await useMeasureStore().open(file, array);
    },
  },
  {
    reading: 'spacetime',
    title: 'Use as a series',
    explanation: 'Shows how it is read, to be checked; nothing is learnt yet: Self-similarity › System.',
    lab: 'self-similarity',
    tab: 'system',
    open: (file, _, { array } = {}) => openSeries(file, array === undefined ? {} : { array }),
  },
  {
    reading: 'particles',
    title: 'Use as particles',
    explanation:
      'Counts them on a lattice: density and velocity of its cells, to be checked; nothing is learnt yet: Self-similarity › System.',
    lab: 'self-similarity',
    tab: 'system',
    open: (file, inspection, part) => {
      const array = particlesIn(inspection, part);
      return openSeries(file, { axes: [...particleAxes], ...(array === undefined ? {} : { array }) });
    },
  },
  {
    reading: 'parameters',
    title: 'Simulate these parameters',
    explanation:
      'Grows the pattern of the first row, from its seed where there is one: Turing › Simulate. Under Data another row can be chosen.',
    lab: 'turing',
    tab: 'simulate',
    open: async (file, _, { row = 0 } = {}) => {
      const [{ useSimulationStore }, { settingsOfRow }] = await Promise.all([
        import('./turing/stores/simulation.ts'),
        import('./datasets/parameter-rows.ts'),
      ]);
      await useSimulationStore().load(await settingsOfRow(file, row));
    },
  },
  {
    reading: 'run',
    title: 'Open the run',
    explanation: 'Checks every file of it against its sum, and adds it to the runs of this workspace.',
    lab: 'runs',
    inBackground: true,
    open: async (file) => {
      const { importRun } = await import('./runs/transfer.ts');
      await importRun(file);
    },
  },
  {
    reading: 'array',
    title: 'Look at the numbers',
    explanation: 'Range, histogram, pictures and first rows of every array; compare it with others: Data.',
    lab: 'data',
    open: async (file) => {
      useFilesStore().show(file);
    },
  },
  {
    reading: 'experiment',
    title: 'Open the document',
    explanation: 'Loads it into the editor of its kind; nothing starts yet.',
    lab: 'turing',
    open: async (file) => {
      const [{ openDocument }, { readDocument }] = await Promise.all([
        import('./documents/open.ts'),
        import('./documents/files.ts'),
      ]);
      return await openDocument(readDocument(await file.text(), file.name));
    },
  },
];

export const usesOf = (reading: FileReading) => fileUses.filter((use) => use.reading === reading);
