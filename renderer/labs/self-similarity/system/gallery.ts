/** Rules to look at. */
export interface NamedRule {
  rule: number;
  /** What it is known for, in a few words. */
  title: string;
}

/** The 21 self-similar rules, in the order of the paper's Table I. */
export const tableRules: readonly NamedRule[] = [
  { rule: 0, title: 'everything becomes 0' },
  { rule: 15, title: 'complement of the left neighbour' },
  { rule: 51, title: 'complement' },
  { rule: 60, title: 'left XOR centre' },
  { rule: 85, title: 'complement of the right neighbour' },
  { rule: 90, title: 'left XOR right' },
  { rule: 102, title: 'centre XOR right' },
  { rule: 128, title: 'AND of all three' },
  { rule: 136, title: 'centre AND right' },
  { rule: 150, title: 'XOR of all three' },
  { rule: 153, title: 'complement of centre XOR right' },
  { rule: 170, title: 'shift to the left' },
  { rule: 165, title: 'complement of left XOR right' },
  { rule: 192, title: 'left AND centre' },
  { rule: 195, title: 'complement of left XOR centre' },
  { rule: 204, title: 'identity' },
  { rule: 238, title: 'centre OR right' },
  { rule: 240, title: 'shift to the right' },
  { rule: 252, title: 'left OR centre' },
  { rule: 254, title: 'OR of all three' },
  { rule: 255, title: 'everything becomes 1' },
];

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
