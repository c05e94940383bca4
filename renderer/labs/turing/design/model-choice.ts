import type { Measured, ModelSummary } from '../../../../preload/contract/index.ts';

/** Turing models that read this kind of observation, pretrained ones first, then the newest. */
export function usableModels(
  models: readonly ModelSummary[],
  observation: 'fields' | 'picture',
): ModelSummary[] {
  return models
    .filter((model) => model.kind.startsWith('turing-') && model.observation === observation)
    .toSorted(
      (a, b) =>
        Number(b.id.startsWith('pretrained/')) - Number(a.id.startsWith('pretrained/')) ||
        b.createdAt.localeCompare(a.createdAt),
    );
}

/** The model a design takes: the one named, or for `auto` the first pretrained one with a posterior. */
export function chosenModel(usable: readonly ModelSummary[], name: string): ModelSummary | null {
  if (name !== 'auto') return usable.find(({ id }) => id === name) ?? null;
  return usable.find(({ samplers }) => samplers.includes('posterior')) ?? usable[0] ?? null;
}

/** The score a model is known by: of a single sample, if it has been measured. */
export function mainScore({ scores }: ModelSummary): { name: string; measured: Measured } | null {
  const names = Object.keys(scores);
  const name = names.find((one) => /(^|\.)score$/.test(one)) ?? names.find((one) => /score/i.test(one));
  return name === undefined ? null : { name, measured: scores[name]! };
}
