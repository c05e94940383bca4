import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { BoltzmannMachine } from '../../../../main/methods/mlrg/training/boltzmann-machines.ts';
import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { logWeights } from './plaquette.ts';

/** The sums over all spins are made once for each choice. */
const known = new Map<string, ReturnType<typeof logWeights>>();
const graphs = ['square', 'cross'] as const;
/** Small enough that sums over all spins of both sides take no time. */
const choices: [InternalGroup, string][] = [
  ['Z2', 'A1'],
  ['Z2', '2A1'],
  ['Z2', 'E'],
  ['S3', 'A1'],
  ['Z4', 'A1'],
];
const cases: { internal: InternalGroup; spin: string; graph: 'square' | 'cross' }[] = [
  ...choices.flatMap(([internal, spin]) => graphs.map((graph) => ({ internal, spin, graph }))),
  // More combinations of neighbours than are tabulated.
  { internal: 'S3', spin: '2A1', graph: 'cross' },
];

function prepare(internal: InternalGroup, spin: string, graph: 'square' | 'cross') {
  const space = couplingSpace({ internal, spin, frame: 'paper' });
  const random = new RandomStream(11, `${internal} ${spin} ${graph}`);
  const couplings = Float64Array.from({ length: space.couplings.length }, () => 0.5 * random.normal());
  const machine = new BoltzmannMachine(space, graph);
  machine.couple(couplings);
  const key = `${internal} ${spin} ${graph}`;
  const weights = known.get(key) ?? logWeights(space, couplings, graph);
  known.set(key, weights);
  return { space, couplings, machine, random, weights };
}

const column = (visible: readonly number[]) => visible.map((state) => Uint16Array.of(state));

function logSum(values: readonly number[]): number {
  const largest = Math.max(...values);
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

describe('a Boltzmann machine', () => {
  it.each(cases)('of $internal $spin sums its hidden spins out on the $graph graph', (choice) => {
    const { machine, weights } = prepare(choice.internal, choice.spin, choice.graph);
    for (const { visible, logWeight } of weights) {
      expect(machine.logWeight(column(visible))).toBeCloseTo(logWeight, 11);
    }
    expect(machine.logPartition()).toBeCloseTo(logSum(weights.map(({ logWeight }) => logWeight)), 11);
  });

  it.each(cases)('of $internal $spin has the derivative of that on the $graph graph', (choice) => {
    const { space, couplings, machine, random, weights } = prepare(
      choice.internal,
      choice.spin,
      choice.graph,
    );
    const step = 1e-5;
    const derivative = new Float64Array(couplings.length);
    for (let draw = 0; draw < 3; draw++) {
      const { visible, logWeight } = weights[random.integer(weights.length)];
      machine.couple(couplings);
      expect(machine.derivative(column(visible), derivative)).toBeCloseTo(logWeight, 11);
      for (let m = 0; m < space.couplings.length; m++) {
        const at = (shift: number) => {
          machine.couple(couplings.map((value, k) => (k === m ? value + shift : value)));
          return machine.logWeight(column(visible));
        };
        expect(derivative[m]).toBeCloseTo((at(step) - at(-step)) / (2 * step), 7);
      }
    }
  });

  it.each(cases)('of $internal $spin draws from its marginal on the $graph graph', (choice) => {
    const { machine, random, weights } = prepare(choice.internal, choice.spin, choice.graph);
    const samples = 20_000;
    const visible = machine.disordered(samples, random);
    machine.sweep(visible, 40, random);
    const counts = new Map<number, number>();
    const states = machine.visibleStates;
    const indexOf = (corners: readonly number[]) => corners.reduce((sum, state) => sum * states + state, 0);
    for (let s = 0; s < samples; s++) {
      const index = indexOf(visible.map((column) => column[s]));
      counts.set(index, (counts.get(index) ?? 0) + 1);
    }
    // Pearson's statistic over classes of configurations that are expected five times or more together; 4.5 standard errors.
    const total = logSum(weights.map(({ logWeight }) => logWeight));
    let statistic = 0;
    let classes = 0;
    let expected = 0;
    let found = 0;
    for (const { visible: x, logWeight } of weights) {
      expected += samples * Math.exp(logWeight - total);
      found += counts.get(indexOf(x)) ?? 0;
      if (expected < 5) continue;
      statistic += (found - expected) ** 2 / expected;
      classes++;
      expected = 0;
      found = 0;
    }
    expect(classes).toBeGreaterThan(8);
    const freedom = classes - 1;
    expect(Math.abs(statistic - freedom)).toBeLessThan(4.5 * Math.sqrt(2 * freedom));
  });

  it('draws the same from the same stream', () => {
    expect(drawn()).toEqual(drawn());
  });
});

function drawn(): Uint16Array[] {
  const { machine } = prepare('Z2', 'E', 'square');
  const random = new RandomStream(3, 'again');
  const visible = machine.disordered(100, random);
  machine.sweep(visible, 5, random);
  return visible;
}
