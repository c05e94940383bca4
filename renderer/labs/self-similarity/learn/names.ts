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

/** What a study is called in lists: "Rule 60 at N = 2, 3, 4". */
export function studyName(spec: SelfSimilaritySpec): string {
  return `${systemTitle(spec.system)} at ${scaleWords(scalesOf(spec))}`.slice(0, longestName);
}
