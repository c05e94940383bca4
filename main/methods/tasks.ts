/** A pure piece of work a thread can do; input and output are structured-cloned. */
export type Task = (input: never) => Promise<unknown> | unknown;

/** Tasks by name, loaded in the thread that first runs one. */
export const tasks: Record<string, () => Promise<Task>> = {
  'files.compare': async () => {
    const { compareFiles } = await import('../data/difference.ts');
    return ({ name, a, b }: { name: string; a: Uint8Array; b: Uint8Array }) => compareFiles(name, a, b);
  },
  'gray-scott.simulate': async () => (await import('./gray-scott/simulation-task.ts')).simulateBatch,
  'ising.measure': async () => (await import('./inverse-rg/monte-carlo/measure-task.ts')).measureSlice,
  'inverse-rg.count': async () => (await import('./inverse-rg/training/counting-task.ts')).countPiece,
  'inverse-rg.gather': async () => (await import('./inverse-rg/training/gathering-task.ts')).gatherPiece,
  'inverse-rg.upscale': async () => (await import('./inverse-rg/upscaling/batch-task.ts')).upscaleBatch,
  'mlrg.fit': async () => (await import('./mlrg/kl/fit-task.ts')).fitPoints,
  'mlrg.train': async () => (await import('./mlrg/training/chunk-task.ts')).trainChunk,
  'mlrg.exact-critical': async () => (await import('./mlrg/training/exact-critical-task.ts')).exactCritical,
  'mlrg.measure': async () => (await import('./mlrg/reference/measurements.ts')).measure,
  'mlrg.analyse': async () => (await import('./mlrg/analysis/pieces.ts')).analysePiece,
  'vicsek.order': async () => (await import('./self-similarity/vicsek/order-task.ts')).orderOfSlice,
  'automaton-survey.rule': async () =>
    (await import('./self-similarity/automata/survey/rule-survey.ts')).surveyRule,
};
