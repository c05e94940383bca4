import type {
  AutomatonDescription,
  EffectiveInformation,
  ExactSelfSimilarity,
} from '../../../../preload/contract/index.ts';
import { significant } from '../../../components/numbers.ts';

/** A verdict in one word, with the colour that repeats it. */
export function verdictOf({ selfSimilar, trivial }: Pick<ExactSelfSimilarity, 'selfSimilar' | 'trivial'>): {
  word: string;
  state: 'ok' | 'warn' | 'none';
} {
  if (!selfSimilar) return { word: 'fails', state: 'none' };
  return trivial ? { word: 'trivial', state: 'warn' } : { word: 'self-similar', state: 'ok' };
}

/** MSE of Eq. 6: exactly 0, or the lowest that any map that is not constant has. */
export const consistencyText = ({ selfSimilar, bestConsistency }: ExactSelfSimilarity): string =>
  selfSimilar ? '0' : bestConsistency === null ? '–' : significant(bestConsistency, 4);

/** What one should know of the maps of a size beyond their number. */
export function mapNotes({ selfSimilar, trivial, constantMaps, composed, maps, size }: ExactSelfSimilarity) {
  const notes: string[] = [];
  if (trivial)
    notes.push('Trivial: under every one of these maps the macro state is constant after one step.');
  if (!selfSimilar && constantMaps > 0)
    notes.push('Only constant maps would pass; they say nothing and do not count.');
  if (composed !== null && maps > 0)
    notes.push(
      composed === maps
        ? `All of them are a map of N = 2 applied twice.`
        : `${composed} of ${maps} are a map of N = ${size / 2} applied twice.`,
    );
  return notes;
}

/** The rule in words: "additive, one of a class with 102, 153, 195". */
export function ruleWords({ name, linear, equivalent, rule, representative }: AutomatonDescription): string {
  const others = [...new Set([equivalent.mirrored, equivalent.complemented, equivalent.both])]
    .filter((other) => other !== rule)
    .toSorted((a, b) => a - b);
  const first = name ?? (linear ? 'additive' : 'not additive, no name');
  const kin =
    others.length === 0
      ? 'its own mirror image and complement'
      : `equivalent to ${others.join(', ')}${representative === rule ? '' : `; class of ${representative}`}`;
  return `${first}; ${kin}`;
}

/** The macro rule with the most effective information of each size. */
export function bestMacro({ macro }: EffectiveInformation): EffectiveInformation['macro'] {
  const best = new Map<number, EffectiveInformation['macro'][number]>();
  for (const one of macro) {
    const known = best.get(one.size);
    if (known === undefined || one.value > known.value) best.set(one.size, one);
  }
  return [...best.values()].toSorted((a, b) => a.size - b.size);
}
