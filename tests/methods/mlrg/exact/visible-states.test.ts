import { describe, expect, it } from 'vitest';
import { walkOrbits } from '../../../../main/methods/mlrg/exact/orbits.ts';
import { VisibleStates } from '../../../../main/methods/mlrg/exact/visible-states.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';

const statesOf = (internal: 'Z2' | 'Z4' | 'S3', spin: string) => {
  const { values, vertex } = couplingSpace({ internal, spin, frame: 'paper' });
  return new VisibleStates(values, vertex);
};

describe('orbits', () => {
  it('partition all states, each with its smallest member first', () => {
    const orbits: number[][] = [];
    walkOrbits(
      12,
      [
        (state) => (state + 4) % 12,
        (state) => (state % 4 === 1 ? state + 1 : state % 4 === 2 ? state - 1 : state),
      ],
      (members, size) => {
        orbits.push(Array.from(members.subarray(0, size)));
      },
    );
    expect(orbits.map((orbit) => orbit[0])).toEqual([0, 1, 3]);
    expect(orbits.flat().toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i));
  });

  it('may be longer than the room they begin with', () => {
    let longest = 0;
    walkOrbits(1000, [(state) => (state + 1) % 1000], (_, size) => (longest = size));
    expect(longest).toBe(1000);
  });
});

describe('visible configurations', () => {
  it('of Ising spins are all alike up to turns and the global sign: none, one, two next to each other, two opposite', () => {
    const { representatives, sizes } = statesOf('Z2', 'A1').orbits();
    expect(Array.from(representatives)).toEqual([0b0000, 0b0001, 0b0011, 0b0101]);
    expect(Array.from(sizes)).toEqual([2, 8, 4, 2]);
  });

  it('number spins with the first component most significant', () => {
    expect(statesOf('Z4', '2A1').digits(7)).toEqual([1, 3]);
  });

  it('turn the components of E as Table I does: four turns bring every spin back, two reverse it', () => {
    const states = statesOf('Z2', 'E');
    const turn = states.rotation;
    for (const spin of [0, 1, 2, 3]) {
      expect(turn[turn[spin]]).toBe(3 - spin);
      expect(turn[turn[turn[turn[spin]]]]).toBe(spin);
    }
  });

  it('of neighbours are alike where G maps them to each other', () => {
    const { classes, representatives } = statesOf('S3', 'A1').pairClasses();
    expect(Array.from(classes)).toEqual([0, 1, 1, 1, 0, 1, 1, 1, 0]);
    expect(Array.from(representatives)).toEqual([0, 1]);
  });
});
