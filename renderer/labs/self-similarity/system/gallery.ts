import { selfSimilarRules } from '../verdict/survey-grid.ts';

/** Rules to look at. */
export interface NamedRule {
  rule: number;
  /** What it is known for, in a few words. */
  title: string;
}

const titles: Record<number, string> = {
  0: 'everything becomes 0',
  15: 'complement of the left neighbour',
  51: 'complement',
  60: 'left XOR centre',
  85: 'complement of the right neighbour',
  90: 'left XOR right',
  102: 'centre XOR right',
  128: 'AND of all three',
  136: 'centre AND right',
  150: 'XOR of all three',
  153: 'complement of centre XOR right',
  165: 'complement of left XOR right',
  170: 'shift to the left',
  192: 'left AND centre',
  195: 'complement of left XOR centre',
  204: 'identity',
  238: 'centre OR right',
  240: 'shift to the right',
  252: 'left OR centre',
  254: 'OR of all three',
  255: 'everything becomes 1',
};

/** The 21 self-similar rules of Table I. */
export const tableRules: readonly NamedRule[] = selfSimilarRules.map((rule) => ({
  rule,
  title: titles[rule] ?? 'self-similar',
}));

/** Rules with a name in the literature that are not self-similar in this sense. */
export const famousRules: readonly NamedRule[] = [
  { rule: 18, title: 'additive on part of its states; walls that walk at random (Grassberger)' },
  { rule: 22, title: 'totalistic, chaotic' },
  { rule: 30, title: 'chaotic; a source of random numbers (Wolfram)' },
  { rule: 45, title: 'chaotic' },
  { rule: 54, title: 'particles that collide' },
  { rule: 73, title: 'walls that hold chaos in' },
  { rule: 106, title: 'chaotic, a growing front of a single 1' },
  { rule: 110, title: 'computes anything (Cook)' },
  { rule: 126, title: 'triangles of all sizes' },
  { rule: 184, title: 'traffic, deposition; conserves the number of ones' },
];
