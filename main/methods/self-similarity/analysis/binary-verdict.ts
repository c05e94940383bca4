import type { Evidence, Judged } from './judged.ts';
import { agreesWith, consistencyOf, type MeasuredMap } from './measured-map.ts';
import { counted, percent } from './words.ts';

/**
 * Of binary, deterministic cells: self-similar when a map whose macro state says something is consistent without exception. Constant maps, which are
 * consistent for most rules, never count; the verdict is 'trivial' when there is nothing else.
 */
export function judgeBinary(judged: Judged): Evidence {
  const { maps } = judged;
  const found = maps.filter(({ consistent, trivial }) => consistent && trivial === null);
  const trivial = maps.filter((map) => map.trivial !== null);
  const evidence = [
    ...(found.length > 0
      ? success(judged, found)
      : trivial.length === maps.length
        ? nothingElse(maps)
        : failure(judged, maps.length - trivial.length)),
    ...(trivial.length < maps.length ? leftOut(trivial) : []),
    ...missing(judged, found.length > 0),
    ...enumeration(judged),
  ];
  const verdict =
    found.length > 0 ? 'self-similar' : trivial.length === maps.length ? 'trivial' : 'not-self-similar';
  return { verdict, evidence };
}

const isComposed = ({ learnt }: MeasuredMap) => learnt.origin === 'composed';

function success({ maps, best }: Judged, found: readonly MeasuredMap[]): string[] {
  const composed = found.filter(isComposed).length;
  const trained = found.length - composed;
  const restarts = maps.filter((map) => !isComposed(map)).length;
  const sources = [
    ...(trained > 0 ? [`${trained} of ${counted(restarts, 'restart')}`] : []),
    ...(composed > 0 ? [counted(composed, 'composed map')] : []),
  ];
  const where = best.exact === null ? 'wherever the data go' : `in all ${best.exact.contexts} contexts`;
  const name = best.learnt.projection?.name;
  return [
    `${sources.join(' and ')} found a map that is not constant with P(f(…)) = f(P(…)) ${where}: the consistency is exactly 0.`,
    ...(name ? [`The map shown: ${name}.`] : []),
  ];
}

function nothingElse(maps: readonly MeasuredMap[]): string[] {
  if (maps.every(({ trivial }) => trivial === 'constant-map')) {
    return ['Every restart ended with a constant map, whose macro state says nothing.'];
  }
  return [
    maps.some(({ trivial }) => trivial === 'constant-after-one-step')
      ? 'Maps that are not constant are consistent, but the macro state is constant after one step: it says nothing.'
      : 'Maps that are not constant were found, but their macro state does not vary in the data: it says nothing.',
  ];
}

function failure({ best }: Judged, different: number): string[] {
  const those =
    different === 1
      ? 'The one map whose macro state varies is not consistent'
      : `None of the ${different} maps whose macro state varies is consistent`;
  const where =
    best.exact === null
      ? ['best on training data', 'held-out macro cells']
      : ['best', `${best.exact.contexts} contexts`];
  return [
    `${those}: the ${where[0]} fails in ${percent(consistencyOf(best).consistency.value)} of the ${where[1]}.`,
  ];
}

/** Trivial maps beside others. */
function leftOut(trivial: readonly MeasuredMap[]): string[] {
  const constant = trivial.filter((map) => map.trivial === 'constant-map').length;
  const still = trivial.length - constant;
  return [
    ...(constant > 0
      ? [`${counted(constant, 'restart')} ended with a constant map, which does not count.`]
      : []),
    ...(still > 0
      ? [`${counted(still, 'restart')} ended with a macro state that does not vary, which does not count.`]
      : []),
  ];
}

/** What the data leave open. */
function missing({ law, unseen, candidates, best }: Judged, found: boolean): string[] {
  if (law !== null || unseen === 0) return [];
  const open = `${counted(unseen, 'context')} of 8 never ${unseen === 1 ? 'occurs' : 'occur'} in the data, so the verdict holds for what they show: ${counted(candidates.length, 'rule')} ${candidates.length === 1 ? 'fits' : 'fit'} them.`;
  const [completion] = best.completions;
  if (!found || completion === undefined) return [open];
  const { table, name } = completion.projection;
  const rules = [...new Set(best.completions.map(({ rule }) => rule))].join(', ');
  return [
    open,
    `Wherever the data go, the map shown is the same as ${table}${name === null ? '' : ` (${name})`}, and such maps are consistent in all contexts under ${rules}.`,
  ];
}

function enumeration({ exact, maps }: Judged): string[] {
  if (exact === null) return [];
  const answer = exact.selfSimilar
    ? `${exact.maps} of all non-constant maps of this form ${exact.maps === 1 ? 'is' : 'are'} consistent`
    : `no non-constant map of this form is consistent (the best fails in ${percent(exact.bestConsistency ?? Number.NaN)})`;
  return [
    `Exact enumeration: ${answer}. ${agreesWith(exact, maps) ? 'Training agrees.' : 'Training DISAGREES with it.'}`,
  ];
}
