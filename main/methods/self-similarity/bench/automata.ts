import { RandomStream } from '../../../compute/random.ts';
import { ElementaryAutomaton } from '../../../physics/cellular-automata/elementary.ts';
import { packRow } from '../../../physics/cellular-automata/packing.ts';
import { automatonStart } from '../../../physics/cellular-automata/start.ts';
import { interleavedMedians, processorTime } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { exactSelfSimilarity } from '../automata/exact/projections.ts';

const rounds = { quick: 3, normal: 11, full: 31 } as const;

/** How many times faster the bit-packed automaton has to be than one byte per cell. */
const leastRatio = 20;
/** Seconds of one core that all rules may take at N = 2, 3 and 4. */
const longestOracle = 10;

/** Cells, and whether the ratio is judged there: short rows show what one call costs. */
const rows = [
  { width: 65_536, judged: true },
  { width: 1024, judged: false },
  { width: 256, judged: false },
];
/** Cell updates of one turn of each contestant, so that its time is some ticks of the clock. */
const updates = { packed: 2 ** 30, bytes: 2 ** 25 };

const rule = 30;

/** Speed of the simulator against a loop over bytes, and of the exact engine. */
export function automataRows(context: ProofContext): Promise<BenchmarkRow[]> {
  const speed = rows.flatMap(({ width, judged }) => speedRows(context, width, judged));
  return Promise.resolve([...speed, oracleRow(context)]);
}

function speedRows({ level, seed, progress }: ProofContext, width: number, judged: boolean): BenchmarkRow[] {
  const automaton = new ElementaryAutomaton(rule, width);
  const cells = automatonStart(width, 'random', 0.5, new RandomStream(seed, 'row'));
  const nextCells = new Uint8Array(width);
  const packed = packRow(cells, new Uint32Array(automaton.words));
  const nextPacked = new Uint32Array(automaton.words);
  const table = Uint8Array.from({ length: 8 }, (_, context) => (rule >> context) & 1);
  const generations = 64;
  const { step, advance, bytes } = interleavedMedians(
    {
      step: { run: () => automaton.step(packed, nextPacked), repeat: updates.packed / width },
      advance: {
        run: () => automaton.advance(nextPacked, generations),
        repeat: updates.packed / width / generations,
      },
      bytes: { run: () => stepBytes(table, cells, nextCells), repeat: updates.bytes / width },
    },
    rounds[level],
    (fraction) => progress(0.3 * fraction, `generations of ${width} cells`),
  );
  const each = (milliseconds: number) => `${((1e6 * milliseconds) / width).toFixed(3)} ns a cell`;
  const ratio = (id: string, milliseconds: number, detail: string): BenchmarkRow => ({
    id: `automata.${id}.${width}`,
    measured: bytes / milliseconds,
    unit: 'times faster',
    reference: judged ? leastRatio : 'shown',
    pass: judged ? bytes / milliseconds >= leastRatio : null,
    detail: `rule ${rule}, ${detail}: ${each(milliseconds)}; one byte per cell in TypeScript: ${each(bytes)}`,
  });
  return [
    ratio('step', step, 'one generation at a time, bit-packed'),
    ratio('advance', advance / generations, `${generations} generations at a time, bit-packed`),
  ];
}

/** The fastest plain loop: the context slides along the row, and the rule is a table. */
function stepBytes(table: Uint8Array, row: Uint8Array, next: Uint8Array): void {
  const last = row.length - 1;
  let context = (row[last] << 1) | row[0];
  for (let i = 0; i < last; i++) {
    context = ((context << 1) | row[i + 1]) & 7;
    next[i] = table[context];
  }
  next[last] = table[((context << 1) | row[0]) & 7];
}

function oracleRow({ progress }: ProofContext): BenchmarkRow {
  const started = processorTime();
  let maps = 0;
  for (const size of [2, 3, 4]) {
    for (let number = 0; number < 256; number++) {
      maps += exactSelfSimilarity(number, size).maps;
    }
    progress(0.3 + (0.7 * (size - 1)) / 3, `exact answers for N = ${size}`);
  }
  const seconds = (processorTime() - started) / 1000;
  return {
    id: 'automata.oracle',
    measured: seconds,
    unit: 's',
    reference: longestOracle,
    pass: seconds <= longestOracle,
    detail: `one core, 256 rules at N = 2, 3 and 4: ${maps} maps found among 256 × 65,802, and the lowest consistency of each`,
  };
}
