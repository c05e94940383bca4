import {
  operatorsOf,
  type OperatorSet,
  type RsrgStep,
  type SpinParity,
} from '../../../../preload/contract/index.ts';
import { estimateOf, jackknife, sumOf, type Replicas } from '../../statistics/jackknife.ts';
import { blockingSteps, familyOf, stepSums } from './flow-sums.ts';
import { eigenvalueModuli, linearisedMap } from './spectrum.ts';

const operatorSets = ['paper', 'full'] as const satisfies readonly OperatorSet[];

/** A step is reported when it has a value of each. */
const exponentNames = ['yh', 'yTau', 'redundant', 'omega'] as const;

/** Leading eigenvalues of each parity that are reported. */
const reported = 6;

/** Configurations per operator below which noise in the covariances makes eigenvalues of its own. */
const configurationsPerOperator = 10;

/** Every replica diagonalises all steps again; more groups than this would not make errors much better known. */
const mostGroups = 20;

/**
 * The spectrum of every blocking step of an ensemble on L×L, with both sets of operators.
 * @param bins data of a FlowSums for each jackknife bin.
 */
export function rsrgSteps(
  size: number,
  bins: readonly Float64Array[],
): { steps: RsrgStep[]; notes: string[] } {
  const configurations = bins.reduce((sum, data) => sum + data[0], 0);
  const groups = grouped(bins);
  const steps: RsrgStep[] = [];
  const notes: string[] = [];
  for (const set of operatorSets) {
    const operators = { odd: operatorsOf(set, 'odd').length, even: operatorsOf(set, 'even').length };
    const needed = configurationsPerOperator * Math.max(operators.odd, operators.even);
    if (configurations < needed) {
      notes.push(
        `RSRG of L = ${size}: ${configurations === 1 ? '1 configuration is' : `${configurations} configurations are`} too few for the covariances of the ${set} set of operators; it takes ${needed}.`,
      );
      continue;
    }
    for (let blockings = 0; blockings < blockingSteps(size); blockings++) {
      const step = stepOf(size, blockings, set, operators, groups);
      if (exponentNames.every((name) => Number.isFinite(step[name].value))) steps.push(step);
      else {
        notes.push(
          `RSRG of L = ${step.size}: the configurations are too much alike for a spectrum of the ${set} set of operators.`,
        );
      }
    }
  }
  return { steps: steps.toSorted((a, b) => a.blockings - b.blockings), notes };
}

function stepOf(
  size: number,
  blockings: number,
  set: OperatorSet,
  operators: RsrgStep['operators'],
  groups: readonly Float64Array[],
): RsrgStep {
  const moduli = (data: Float64Array, from: OperatorSet, parity: SpinParity) =>
    eigenvalueModuli(linearisedMap(stepSums(data, blockings, familyOf(from, parity)), operators[parity]));
  const exponents = jackknife(groups, (data) => {
    const odd = moduli(data, set, 'odd');
    const even = moduli(data, set, 'even');
    // The paper's operators come first in the full set, there summed over orientations.
    const isotropic = set === 'full' ? even : moduli(data, 'full', 'even');
    const third = [...odd, ...even].toSorted((a, b) => b - a)[2];
    return [third, isotropic[1], ...leading(odd), ...leading(even)].map(Math.log2);
  });
  const [redundant, omega] = exponents;
  const odd = exponents.slice(2, 2 + reported);
  const even = exponents.slice(2 + reported);
  return {
    size: size >> blockings,
    blockings,
    set,
    operators,
    yh: estimateOf(odd[0]),
    eta: estimateOf(mapReplicas(odd[0], (yh) => 4 - 2 * yh)),
    yTau: estimateOf(even[0]),
    redundant: estimateOf(redundant),
    omega: estimateOf(omega),
    spectrum: { odd: odd.filter(known).map(estimateOf), even: even.filter(known).map(estimateOf) },
  };
}

const leading = (moduli: readonly number[]) =>
  Array.from({ length: reported }, (_, i) => moduli[i] ?? Number.NaN);

const known = ({ value }: Replicas) => Number.isFinite(value);

const mapReplicas = ({ value, without }: Replicas, of: (value: number) => number): Replicas => ({
  value: of(value),
  without: without.map(of),
});

/** Neighbouring bins put together to at most `mostGroups`, which differ by one bin at most. */
function grouped(bins: readonly Float64Array[]): readonly Float64Array[] {
  if (bins.length <= mostGroups) return bins;
  return Array.from({ length: mostGroups }, (_, group) =>
    sumOf(
      bins.slice(
        Math.round((group * bins.length) / mostGroups),
        Math.round(((group + 1) * bins.length) / mostGroups),
      ),
    ),
  );
}
