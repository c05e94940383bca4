import { schemaOf, type MlrgKlSpec, type SymmetryDescription } from '../../../../preload/contract/index.ts';
import { aboutTime } from '../../../components/numbers.ts';
import { spinText } from '../names.ts';

export const defaultDivergence = (patch: Partial<MlrgKlSpec> = {}): MlrgKlSpec =>
  schemaOf['mlrg-kl'].parse({ kind: 'mlrg-kl', ...patch });

/** What a run is called in lists: "A₁ ← A₁, 2A₁, A₁⊕E". */
export function divergenceName({ internal, visible, hidden }: MlrgKlSpec): string {
  const group = internal === 'Z2' ? '' : `${internal}, `;
  return `${group}${spinText(visible)} ← ${hidden.map(spinText).join(', ')}`.slice(0, 120);
}

/** Places to start from. */
export const divergencePresets: readonly { title: string; spec: MlrgKlSpec }[] = [
  { title: 'Fig. 4 of the paper', spec: defaultDivergence() },
  {
    title: 'Fig. 4, finer and with more representations',
    spec: defaultDivergence({
      points: 60,
      hidden: ['A1', '2A1', '3A1', 'A1+E', '2A1+E', 'A1+B1', 'E', 'B1', 'B2', 'A2'],
    }),
  },
  {
    title: 'Three-state Potts',
    spec: defaultDivergence({
      internal: 'S3',
      hidden: ['A1', '2A1', '3A1'],
      couplings: { low: 0.1, high: 3 },
    }),
  },
  {
    title: 'Visible spins in A1⊕E: the second step of the iterated map',
    spec: defaultDivergence({ visible: 'A1+E', hidden: ['A1+E', '2A1+E'], points: 8 }),
  },
];

/** The spins of a document whose meaning has to be known: what is not allowed, what it costs. */
export const spinsOf = ({ visible, hidden }: Pick<MlrgKlSpec, 'visible' | 'hidden'>) => [
  ...new Set([visible, ...hidden]),
];

/** Which of its spins a document may not use, and why; described spins by name. */
export function forbiddenSpins(
  spec: MlrgKlSpec,
  descriptions: ReadonlyMap<string, SymmetryDescription>,
): { spin: string; message: string; remedy: string }[] {
  return spinsOf(spec).flatMap((spin) => {
    const problem = descriptions.get(spin)?.problem ?? null;
    return problem === null ? [] : [{ spin, ...problem }];
  });
}

/** Starting a worker, and the table of configurations. */
const overheadSeconds = 1;
/** Minimisations of a step from informed starts, and from random ones where the time of a step is told. */
const informedStarts = 3;
const usualRestarts = 8;

/**
 * Expected seconds of a document over `cores`: a fit costs about what an exact RG step of the visible spins does, more where the hidden spin
 * has more components. Null while its spins are not described.
 */
export function divergenceSeconds(
  { visible, hidden, points, restarts }: MlrgKlSpec,
  descriptions: ReadonlyMap<string, SymmetryDescription>,
  cores: number,
): number | null {
  const outer = descriptions.get(visible);
  if (outer === undefined) return null;
  let fits = 0;
  for (const spin of hidden) {
    const inner = descriptions.get(spin);
    if (inner === undefined) return null;
    fits += points * Math.max(1, inner.spin.dimension / outer.spin.dimension);
  }
  const each = (outer.cost.stepSeconds * (restarts + informedStarts)) / (usualRestarts + informedStarts);
  return overheadSeconds + (fits * each) / cores;
}

/** What the start button will do, before it is pressed. */
export function divergenceSentence({ points, hidden }: MlrgKlSpec, seconds: number | null): string {
  const representations = `${hidden.length} ${hidden.length === 1 ? 'representation' : 'representations'}`;
  const time = seconds === null ? '' : `; ${aboutTime(seconds)}`;
  return `Fits ${representations} of z₀ at ${points} couplings${time}.`;
}
