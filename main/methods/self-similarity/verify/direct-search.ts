import { ElementaryAutomaton } from '../../../physics/cellular-automata/elementary.ts';
import { outputOf } from '../../../physics/cellular-automata/rules.ts';

/**
 * The exact engine's answers for maps of one row, once more and slowly: every map on every context, the micro steps taken by the simulator.
 * It shares nothing with the engine but the definition of a rule.
 */
export interface DirectAnswer {
  /** Non-constant maps that are self-similar. */
  maps: number;
  /** Fewest contexts in which a non-constant map fails; null where that was not asked. */
  fewest: number | null;
  /** Maps that turn the rule into each of the 256. */
  into: Int32Array;
}

/** `count`: counts failures too, for which every map has to be tried on every context. */
export function searchDirectly(rule: number, size: number, count: boolean): DirectAnswer {
  const states = 2 ** size;
  const next = blocksAfter(rule, size);
  const answer: DirectAnswer = { maps: 0, fewest: count ? Infinity : null, into: new Int32Array(256) };
  const order = shuffledContexts(next.length);
  for (let map = 1; map < 2 ** states - 1; map++) {
    const follower = ruleUnder(map, next, size, order);
    if (follower !== null) {
      answer.into[follower]++;
      if (follower === rule) answer.maps++;
    }
    if (answer.fewest !== null) answer.fewest = Math.min(answer.fewest, failures(rule, map, next, size));
  }
  return answer;
}

/** The middle block N steps after three blocks, by their cells: a periodic row of 3N cells is all that it depends on. */
function blocksAfter(rule: number, size: number): Uint8Array {
  const width = 3 * size;
  const automaton = new ElementaryAutomaton(rule, width);
  return Uint8Array.from({ length: 2 ** width }, (_, context) => {
    const cells = Uint8Array.from({ length: width }, (_unused, i) => (context >> (width - 1 - i)) & 1);
    const middle = automaton.history(cells, size).subarray(size * width + size, size * width + 2 * size);
    return middle.reduce((state, cell) => 2 * state + cell, 0);
  });
}

/** The rule that macro states obey, or null where what follows is not decided by them. */
function ruleUnder(map: number, next: Uint8Array, size: number, order: Uint16Array): number | null {
  let ones = 0;
  let zeros = 0;
  for (const context of order) {
    const bit = 1 << macroContext(map, context, size);
    if ((map >> next[context]) & 1) ones |= bit;
    else zeros |= bit;
    if (ones & zeros) return null;
  }
  return ones;
}

function failures(rule: number, map: number, next: Uint8Array, size: number): number {
  let failed = 0;
  for (let context = 0; context < next.length; context++) {
    const macro = macroContext(map, context, size);
    if (outputOf(rule, macro >> 2, (macro >> 1) & 1, macro & 1) !== ((map >> next[context]) & 1)) failed++;
  }
  return failed;
}

function macroContext(map: number, context: number, size: number): number {
  const block = 2 ** size - 1;
  const left = (map >> (context >> (2 * size))) & 1;
  const centre = (map >> ((context >> size) & block)) & 1;
  const right = (map >> (context & block)) & 1;
  return 4 * left + 2 * centre + right;
}

/** Contexts far from each other first, so that most maps fail early: multiples of an odd number reach all of them. */
function shuffledContexts(count: number): Uint16Array {
  return Uint16Array.from({ length: count }, (_, i) => (i * 1597) % count);
}
