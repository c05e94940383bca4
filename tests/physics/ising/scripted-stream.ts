import { RandomStream } from '../../../main/compute/random.ts';

/** Follows a list of choices; each call of `bits` takes one branch, and notes how many branches there were. */
class ScriptedStream extends RandomStream {
  readonly #choices: readonly number[];
  readonly #branchesOf: (call: number) => readonly Branch[];
  readonly branches: number[] = [];
  probability = 1;

  constructor(choices: readonly number[], branchesOf: (call: number) => readonly Branch[]) {
    super(0, 'scripted');
    this.#choices = choices;
    this.#branchesOf = branchesOf;
  }

  override bits(): number {
    const call = this.branches.length;
    const branches = this.#branchesOf(call);
    const branch = branches[this.#choices[call] ?? 0];
    this.branches.push(branches.length);
    this.probability *= branch.probability;
    return branch.bits;
  }

  override fillBits(target: Uint32Array, count = target.length): void {
    for (let i = 0; i < count; i++) target[i] = this.bits();
  }
}

/** Random words that all have the same consequence, by one of them. */
export interface Branch {
  bits: number;
  probability: number;
}

/** The words between neighbouring thresholds (of 2³²). */
export function intervals(thresholds: Iterable<number>): Branch[] {
  const edges = [...new Set([0, ...thresholds, 2 ** 32])].toSorted((a, b) => a - b);
  return edges.slice(1).map((end, i) => ({ bits: edges[i], probability: (end - edges[i]) / 2 ** 32 }));
}

/**
 * Runs `act` for every sequence of branches its random words can take.
 * @param branchesOf the branches of the n-th word.
 */
export function everyPath(
  branchesOf: (call: number) => readonly Branch[],
  act: (random: RandomStream) => void,
  done: (probability: number) => void,
): void {
  const choices: number[] = [];
  for (;;) {
    const random = new ScriptedStream(choices, branchesOf);
    act(random);
    done(random.probability);
    // Next sequence, as an odometer whose last wheel turns first.
    while (choices.length < random.branches.length) choices.push(0);
    let wheel = choices.length - 1;
    while (wheel >= 0 && choices[wheel] === random.branches[wheel] - 1) wheel--;
    if (wheel < 0) return;
    choices[wheel]++;
    choices.length = wheel + 1;
  }
}
