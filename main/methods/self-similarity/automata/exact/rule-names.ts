import { ruleOf } from '../../../../physics/cellular-automata/rules.ts';

type Values = readonly number[];

const neighbours = ['left', 'centre', 'right'] as const;

const ones = (values: Values) => values.reduce((sum, value) => sum + value, 0);

let book: Map<number, string> | undefined;

/** What a rule does, in words: a value that is kept or shifted, sums over GF(2), AND and OR of neighbours or their opposites, or null. */
export function nameRule(rule: number): string | null {
  book ??= writeBook();
  return book.get(rule) ?? null;
}

function writeBook(): Map<number, string> {
  const names = new Map<number, string>([
    [0, 'constant 0'],
    [255, 'constant 1'],
    [204, 'identity'],
    [51, 'complement'],
    [170, 'shift to the left'],
    [240, 'shift to the right'],
    [85, 'shift to the left and complement'],
    [15, 'shift to the right and complement'],
  ]);
  const add = (name: string, output: (values: Values) => boolean) => {
    const rule = ruleOf((...values) => (output(values) ? 1 : 0));
    if (!names.has(rule)) names.set(rule, name);
  };
  const parts = [
    [0, 1],
    [0, 2],
    [1, 2],
    [0, 1, 2],
  ];
  for (const part of parts) {
    const sum = part.map((i) => neighbours[i]).join(' XOR ');
    const odd = (values: Values) => part.reduce((parity, i) => parity ^ values[i], 0) === 1;
    add(`additive: ${sum}`, odd);
    add(`complement of additive: NOT (${sum})`, (values) => !odd(values));
  }
  for (const part of parts) {
    for (let digits = 0; digits < 2 ** part.length; digits++) {
      // Terms that are negated; none first.
      const isNegated = (i: number) => (digits >> i) & 1;
      const terms = part.map((neighbour, i) => (isNegated(i) ? 'NOT ' : '') + neighbours[neighbour]);
      const values = (all: Values) => part.map((neighbour, i) => all[neighbour] ^ isNegated(i));
      add(terms.join(' AND '), (all) => values(all).every(Boolean));
      add(terms.join(' OR '), (all) => values(all).some(Boolean));
    }
  }
  add('majority', (values) => ones(values) >= 2);
  add('minority', (values) => ones(values) < 2);
  add('traffic: a 1 moves right where there is room', ([left, centre, right]) =>
    centre ? right === 1 : left === 1,
  );
  add('traffic to the left: a 1 moves left where there is room', ([left, centre, right]) =>
    centre ? left === 1 : right === 1,
  );
  addExclusive(add);
  return names;
}

/** One neighbour XOR the AND or OR of the two others: rule 30 and its like, which permute a side. */
function addExclusive(add: (name: string, output: (values: Values) => boolean) => void): void {
  for (const [one, a, b] of [
    [0, 1, 2],
    [2, 0, 1],
    [1, 0, 2],
  ]) {
    const pair = (joined: string) => `${neighbours[one]} XOR (${neighbours[a]} ${joined} ${neighbours[b]})`;
    add(pair('OR'), (values) => (values[one] ^ (values[a] | values[b])) === 1);
    add(pair('AND'), (values) => (values[one] ^ (values[a] & values[b])) === 1);
    add(`NOT (${pair('OR')})`, (values) => (values[one] ^ (values[a] | values[b])) === 0);
    add(`NOT (${pair('AND')})`, (values) => (values[one] ^ (values[a] & values[b])) === 0);
  }
}
