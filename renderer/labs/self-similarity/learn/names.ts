import {
  parseScale,
  usualScales,
  type DynamicalSystem,
  type SelfSimilaritySpec,
} from '../../../../preload/contract/index.ts';

/** The scales that a document asks for: its own, or the usual ones of its system. */
export const scalesOf = ({ scales, system }: Pick<SelfSimilaritySpec, 'scales' | 'system'>): string[] =>
  scales.length > 0 ? scales : usualScales(system.type);

/** "rule 60", "diffusion", "Vicsek, η = 1.5", "rule90.csv". */
export function systemName(system: DynamicalSystem): string {
  switch (system.type) {
    case 'automaton':
      return `rule ${system.rule}`;
    case 'probabilistic-automaton':
      return 'probabilistic automaton';
    case 'diffusion':
      return system.method === 'analytic' ? 'diffusion' : `diffusion, Δt = 1/${system.stepsPerUnit}`;
    case 'vicsek':
      return `Vicsek, η = ${system.noise}`;
    case 'data':
      return system.sourceName;
  }
}

/** The same as a title: "Rule 60"; names of files stay as they are. */
export function systemTitle(system: DynamicalSystem): string {
  const name = systemName(system);
  return system.type === 'data' ? name : name.charAt(0).toUpperCase() + name.slice(1);
}

/** "N = 2, 3, 4" where every S is its T, else "S × T = 2 × 4, 3 × 9". */
export function scaleWords(scales: readonly string[]): string {
  const parsed = scales.map(parseScale);
  if (parsed.every(({ space, time }) => space === time))
    return `N = ${parsed.map(({ space }) => space).join(', ')}`;
  return `S × T = ${parsed.map(({ space, time }) => `${space} × ${time}`).join(', ')}`;
}

/** Longest name of a run. */
const longestName = 120;

/** What a study is called in lists: "Rule 60 at N = 2, 3, 4", "Rule 60, scan of S = 2, 3 and T = 1 to 4". */
export function studyName(spec: SelfSimilaritySpec): string {
  const scan = scanWords(scalesOf(spec));
  const scales = scan === null ? ` at ${scaleWords(scalesOf(spec))}` : `, scan of ${scan}`;
  return `${systemTitle(spec.system)}${scales}${spec.free ? ', shared and free' : ''}`.slice(0, longestName);
}

/** Scales that are every S with every T, three or more of them, by their ranges; null: they are not. */
function scanWords(scales: readonly string[]): string | null {
  const parsed = scales.map(parseScale);
  const spaces = distinct(parsed.map(({ space }) => space));
  const times = distinct(parsed.map(({ time }) => time));
  if (times.length < 3 || new Set(scales).size !== spaces.length * times.length) return null;
  return `S = ${rangeWords(spaces)} and T = ${rangeWords(times)}`;
}

const distinct = (numbers: readonly number[]) => [...new Set(numbers)].toSorted((a, b) => a - b);

/** "1 to 4" of three or more numbers without a gap, else "2, 3, 6". */
function rangeWords(ascending: readonly number[]): string {
  const [first, last] = [ascending[0]!, ascending.at(-1)!];
  const whole = ascending.length > 2 && last - first === ascending.length - 1;
  return whole ? `${first} to ${last}` : ascending.join(', ');
}
