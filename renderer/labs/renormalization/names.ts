import { significant } from '../../components/numbers.ts';
import {
  parseRepresentation,
  representationName,
  type SymmetrySettings,
} from '../../../preload/contract/index.ts';

const subscripts = '₀₁₂₃₄₅₆₇₈₉';
const subscript = (digits: string) => [...digits].map((digit) => subscripts[Number(digit)]).join('');

/** "J10" as plots and lists write it: "J₁₀". */
export const couplingText = (name: string) =>
  name.replace(/^([A-Z])(\d+)$/, (_, letter: string, digits: string) => letter + subscript(digits));

/** A spin as lists write it: "2A₁⊕E". */
export function spinText(spin: string): string {
  const counts = parseRepresentation(spin);
  if (counts === null) return spin;
  return representationName(counts, '⊕').replace(
    /([AB])(\d)/g,
    (_, letter: string, digit: string) => letter + subscript(digit),
  );
}

/** "A₁⊕E, Z2"; the frame is said where it is not the paper's. */
export const symmetryName = ({ spin, internal, frame }: SymmetrySettings) =>
  [spinText(spin), internal, ...(frame === 'paper' ? [] : [`${frame} frame`])].join(', ');

/** Couplings below this are zero to every purpose. */
const vanishing = 1e-6;

/** The couplings that are not zero, "J₀ 0.814", J0 always among them. */
export function couplingWords(names: readonly string[], couplings: readonly number[]): string[] {
  return couplings.flatMap((value, index) =>
    Math.abs(value) > vanishing || index === 0
      ? [
          `${couplingText(names[index] ?? `J${index}`)} ${significant(Math.abs(value) > vanishing ? value : 0, 3)}`,
        ]
      : [],
  );
}
