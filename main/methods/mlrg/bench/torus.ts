import { criticalLiebCoupling } from '../../../../preload/contract/index.ts';
import { interleavedMedians, processorTime, type Timed } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { barePlaquette, bareTensor } from '../reference/bare-model.ts';
import { crossings } from '../reference/crossings.ts';
import { conclude } from '../reference/measurements.ts';
import { measureRow } from '../reference/torus.ts';
import { trgFreeEnergy } from '../reference/trg-flow.ts';
import { denseRow, plaquetteRow, tensorRow, type RowOperator } from '../tensor/row-operator.ts';

/** Longest that everything about Ising tori up to L = 8 may take on one core, in seconds. */
const longest = 2;
const length = 8;

const rounds = { quick: 3, normal: 9, full: 25 };

/** Row whose products are compared: 2^10 states, whose dense matrix still fits into a cache. */
const compared = 10;

/** TRG steps of one timed flow; the first few are small. */
const steps = 12;
const bondDimensions: { bondDimension: number; levels: ProofContext['level'][] }[] = [
  { bondDimension: 8, levels: ['quick', 'normal', 'full'] },
  { bondDimension: 24, levels: ['quick', 'normal', 'full'] },
  { bondDimension: 48, levels: ['full'] },
];

/** Tori of Ising spins, products of their rows, and steps of the tensor renormalization. */
export function torusRows(context: ProofContext): Promise<BenchmarkRow[]> {
  return Promise.resolve([torusRow(context), ...productRows(context), ...trgRows(context)]);
}

function torusRow({ progress }: ProofContext): BenchmarkRow {
  progress(0, 'timing Ising tori');
  const run = () => ({
    row: measureRow('Z2', criticalLiebCoupling, length, 8),
    crossings: conclude(crossings('Z2', length)),
  });
  // Once for compilers.
  run();
  const started = processorTime();
  const { row, crossings: found } = run();
  const seconds = (processorTime() - started) / 1000;
  const { critical } = found.at(-1)!;
  return {
    id: 'mlrg.torus.L8',
    measured: seconds,
    unit: 's',
    reference: longest,
    pass: seconds <= longest,
    detail: `spectrum of a row of ${length} at J_c (Δσ = ${row.dimensions[0].toFixed(5)}) and all ${found.length} crossings up to (4, 8) (J_c = ${critical.toFixed(6)}), one core`,
  };
}

/** Products of a row with a vector. */
function product(operator: RowOperator, repeat: number): Timed {
  const from = new Float64Array(operator.states).fill(1);
  const into = new Float64Array(operator.states);
  return { run: () => operator.apply(from, into), repeat };
}

function productRows({ level, progress }: ProofContext): BenchmarkRow[] {
  const { tensor, dimension } = bareTensor('Z2', criticalLiebCoupling);
  const times = interleavedMedians(
    {
      dense: product(denseRow(tensor, dimension, compared), 20),
      tensors: product(tensorRow(tensor, dimension, compared), 100),
      plaquettes: product(plaquetteRow(barePlaquette('Z2', criticalLiebCoupling), compared), 200),
    },
    rounds[level],
    (fraction) => progress(0.1 + 0.2 * fraction, 'timing products of rows'),
  );
  return (['tensors', 'plaquettes'] as const).map((name) => ({
    id: `mlrg.torus.product.${name}`,
    measured: times.dense / times[name],
    unit: 'dense / by parts',
    reference: 'shown',
    pass: null,
    detail: `one product of a row of ${compared} Ising tensors: ${(1000 * times[name]).toFixed(0)} µs against ${(1000 * times.dense).toFixed(0)} µs of the dense matrix`,
  }));
}

function trgRows({ level, progress }: ProofContext): BenchmarkRow[] {
  return bondDimensions
    .filter(({ levels }) => levels.includes(level))
    .map(({ bondDimension }) => {
      const { flow } = interleavedMedians(
        { flow: { run: () => trgFreeEnergy('Z2', criticalLiebCoupling, bondDimension, steps) } },
        bondDimension > 24 ? 1 : rounds[level],
        (fraction) => progress(0.3 + 0.7 * fraction, `timing TRG, χ = ${bondDimension}`),
      );
      return {
        id: `mlrg.trg.chi${bondDimension}.step`,
        measured: flow / steps,
        unit: 'ms',
        reference: 'shown',
        pass: null,
        detail: `mean of the first ${steps} TRG steps of critical Ising spins, one core; a flow to the precision of J_c takes some 30, the search some 12 flows`,
      };
    });
}
