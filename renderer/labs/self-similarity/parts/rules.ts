import type { FieldPreview } from '../../../../preload/contract/index.ts';

/** Contexts (left, centre, right) of an elementary automaton as 4l + 2c + r, in the order they are written in: 111 first. */
export const contexts = [7, 6, 5, 4, 3, 2, 1, 0] as const;

/** "101". */
export const contextName = (context: number) => context.toString(2).padStart(3, '0');

/** What a rule makes of a context: bit `context` of its number. */
export const outputOf = (rule: number, context: number): 0 | 1 => ((rule >> context) & 1) as 0 | 1;

/** The rule that differs in one context. */
export const toggled = (rule: number, context: number) => rule ^ (1 << context);

/** A few periods of a pattern that meets every context often: the bits of a shift register, the same in every picture. */
function startRow(width: number): Uint8Array {
  const row = new Uint8Array(width);
  let register = 0b1011_0010_1110_0101;
  for (let i = 0; i < width; i++) {
    row[i] = register & 1;
    // x^16 + x^14 + x^13 + x^11 + 1, of the largest period.
    const bit = (register ^ (register >> 2) ^ (register >> 3) ^ (register >> 5)) & 1;
    register = (register >> 1) | (bit << 15);
  }
  return row;
}

/** A thumbnail of a rule: some steps of a periodic row, time downwards, from the same disordered start for all rules. */
export function rulePicture(rule: number, width: number, steps: number): FieldPreview {
  const data = new Float32Array(width * steps);
  let row = startRow(width);
  for (let step = 0; step < steps; step++) {
    data.set(row, step * width);
    row = row.map((centre, i) =>
      outputOf(rule, 4 * row[(i + width - 1) % width]! + 2 * centre + row[(i + 1) % width]!),
    );
  }
  return { width, height: steps, data, label: `rule ${rule}` };
}
