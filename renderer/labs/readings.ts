import type { FileInspection, FileReading } from '../../preload/contract/index.ts';
import type { LabName } from './index.ts';

/** What a lab can do with a file once it is known what the file is. */
export interface FileUse {
  reading: FileReading;
  /** The button, with a verb. */
  title: string;
  /** What will happen. */
  explanation: string;
  lab: 'turing' | 'upscaling' | 'self-similarity' | 'data';
  tab?: string;
  /** Answers where it was opened when that depends on what is in the file. */
  open: (file: File, inspection: FileInspection) => Promise<{ lab: LabName; tab: string } | void>;
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

async function openInDesign(file: File, observation: 'fields' | 'picture') {
  const { useDesignStore } = await import('./turing/stores/design.ts');
  await useDesignStore().open(file, observation);
}

/** Uses of files, the likeliest first. A lab adds its own here. */
export const fileUses: readonly FileUse[] = [
  {
    reading: 'pattern-picture',
    title: 'Design from this picture',
    explanation: 'Finds parameters whose patterns look like it: Turing › Design.',
    lab: 'turing',
    tab: 'design',
    open: (file) => openInDesign(file, 'picture'),
  },
  {
    reading: 'pattern-fields',
    title: 'Design from these fields',
    explanation: 'Finds parameters that grow it, from a and b in their units: Turing › Design.',
    lab: 'turing',
    tab: 'design',
    open: (file) => openInDesign(file, 'fields'),
  },
  {
    reading: 'spins',
    title: 'Measure these spins',
    explanation: 'Shows what was read, then measures it: Upscaling › Measure.',
    lab: 'upscaling',
    tab: 'measure',
    open: async (file) => {
      const { useMeasureStore } = await import('./upscaling/stores/measure.ts');
      await useMeasureStore().open(file);
    },
  },
  {
    reading: 'spacetime',
    title: 'Use as a series',
    explanation: 'Shows how it is read, to be checked; nothing is learnt yet: Self-similarity › System.',
    lab: 'self-similarity',
    tab: 'system',
    open: async (file) => {
      const { useStudyStore } = await import('./self-similarity/stores/study.ts');
      await useStudyStore().open(file);
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
