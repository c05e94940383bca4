import type { FileInspection, FileReading } from '../../preload/contract/index.ts';

/** What a lab can do with a file once it is known what the file is. */
export interface FileUse {
  reading: FileReading;
  /** The button, with a verb. */
  title: string;
  /** What will happen. */
  explanation: string;
  lab: 'turing' | 'upscaling' | 'data';
  tab?: string;
  open: (file: File, inspection: FileInspection) => Promise<void>;
}

export const readingTitles: Record<FileReading, string> = {
  'pattern-fields': 'both fields (a, b) of a pattern',
  'pattern-picture': 'a picture of a pattern',
  spins: 'Ising configurations',
  parameters: 'a table of parameters',
  experiment: 'an experiment document',
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
    reading: 'experiment',
    title: 'Open as a training',
    explanation: 'Loads the document into the editor; nothing starts yet: Turing › Train.',
    lab: 'turing',
    tab: 'train',
    open: async (file) => {
      const [{ useTrainingStore }, { fromDocument }] = await Promise.all([
        import('./turing/stores/training.ts'),
        import('./turing/train/documents.ts'),
      ]);
      useTrainingStore().edit(fromDocument(await file.text(), file.name));
    },
  },
];

export const usesOf = (reading: FileReading) => fileUses.filter((use) => use.reading === reading);
