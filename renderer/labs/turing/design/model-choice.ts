import type { Measured, ModelSummary } from '../../../../preload/contract/index.ts';

type Observation = 'fields' | 'picture';

/** The pretrained models the method takes when the choice is left to it. */
const automatic: Record<Observation, string> = {
  fields: 'pretrained/turing-cnn',
  picture: 'pretrained/turing-picture',
};

/**
 * Turing models that can read this kind of observation: those made for it before those that see only a part of it (both fields are
 * shown to a model of pictures as b), pretrained ones before the user's, then the newest.
 */
export function usableModels(models: readonly ModelSummary[], observation: Observation): ModelSummary[] {
  const isMadeFor = (model: ModelSummary) => Number(model.observation === observation);
  return models
    .filter(
      (model) =>
        model.kind.startsWith('turing-') &&
        (isMadeFor(model) || model.observation === 'picture') &&
        model.observation !== 'vectors',
    )
    .toSorted(
      (a, b) =>
        isMadeFor(b) - isMadeFor(a) ||
        isPretrained(b) - isPretrained(a) ||
        b.createdAt.localeCompare(a.createdAt),
    );
}

function isPretrained({ id }: ModelSummary): number {
  return Number(id.startsWith('pretrained/'));
}

/** The model a design takes: the one named, or the method's own choice. */
export function chosenModel(
  usable: readonly ModelSummary[],
  name: string,
  observation: Observation,
): ModelSummary | null {
  return usable.find(({ id }) => id === (name === 'auto' ? automatic[observation] : name)) ?? null;
}

/** Scores a model is known by, the first that was measured. */
const mainScores = ['score, posterior', 'turing.score', 'picture.score', 'score, equivalence class', 'score'];

/** The score a model is known by: of a single sample, on patterns it has never seen. */
export function mainScore({ scores }: ModelSummary): { name: string; measured: Measured } | null {
  const name = mainScores.find((one) => one in scores);
  return name === undefined ? null : { name, measured: scores[name]! };
}
