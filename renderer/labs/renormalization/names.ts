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
