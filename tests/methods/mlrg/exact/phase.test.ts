import { describe, expect, it } from 'vitest';
import { HostError } from '../../../../preload/contract/index.ts';
import { criticalBareCoupling } from '../../../../main/methods/mlrg/exact/critical.ts';
import { exactFixedPoint } from '../../../../main/methods/mlrg/exact/map.ts';
import { followFlow, phaseOf } from '../../../../main/methods/mlrg/exact/phase.ts';
import type { RgMap } from '../../../../main/methods/mlrg/rg-map.ts';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';

/** A map of J0 alone that is plain to follow. */
const toyMap = (step: (coupling: number) => number): RgMap => ({
  type: 'learned',
  title: 'toy',
  space: couplingSpace({ internal: 'Z2', spin: 'A1', frame: 'paper' }),
  monotone: null,
  step: ([coupling]) => ({ couplings: Float64Array.of(step(coupling)), bits: null }),
  jacobian: ([coupling]) => Float64Array.of((step(coupling + 1e-6) - step(coupling - 1e-6)) / 2e-6),
});

const towards = (target: number) => toyMap((j) => j + 0.5 * (target - j));

const at = (coupling: number) => Float64Array.of(coupling);

describe('phases', () => {
  it('take no coupling at all, or none that can be told from it, for disordered', () => {
    expect(
      phaseOf(
        toyMap((j) => j),
        at(1e-9),
      ),
    ).toBe('disordered');
    expect(
      phaseOf(
        toyMap((j) => 2 * j),
        at(0),
      ),
    ).toBe('disordered');
  });

  it('do not take weak couplings for disordered while they grow', () => {
    expect(
      phaseOf(
        toyMap((j) => 1.1 * j),
        at(0.001),
      ),
    ).toBe('ordered');
    expect(
      phaseOf(
        toyMap((j) => 0.99 * j),
        at(0.04),
      ),
    ).toBe('disordered');
  });

  it('of flows that come to rest are those of Z there', () => {
    expect(phaseOf(towards(0.06), at(1))).toBe('disordered');
    expect(phaseOf(towards(2.5), at(1))).toBe('ordered');
    expect(phaseOf(towards(0.7), at(1))).toBe('undecided');
  });

  it('hold no saddle, whatever Z is there', () => {
    const map = toyMap((j) => j + 0.5 * j * (j - 0.06));
    expect(phaseOf(map, at(0.06))).toBe('undecided');
  });

  it('of flows that go round are undecided', () => {
    expect(
      phaseOf(
        toyMap((j) => 1.4 - j),
        at(0.6),
      ),
    ).toBe('undecided');
  });

  it('are not made up where a map is no number', () => {
    expect(() =>
      phaseOf(
        toyMap(() => Number.NaN),
        at(1),
      ),
    ).toThrow(HostError);
  });

  it('are looked for no longer than is asked', () => {
    expect(
      followFlow(
        toyMap((j) => 1.01 * j),
        at(0.7),
        5,
      ),
    ).toMatchObject({ steps: 5, phase: 'undecided' });
  });
});

describe('critical coupling', () => {
  it('of a map that does not know its divergence has none', () => {
    const { critical, bits } = criticalBareCoupling(toyMap((j) => j + 0.5 * j * (j - 0.7)));
    expect(critical).toBeCloseTo(0.7, 5);
    expect(bits).toBeNaN();
  });

  it('is not claimed where flows between the phases end in neither', () => {
    const map = toyMap((j) => (j < 0.5 ? j / 2 : j > 0.9 ? 2 * j : 0.63 + 0.1 * j));
    expect(() => criticalBareCoupling(map)).toThrow(/end in neither phase/);
  });
});

describe('fixed points by Newton', () => {
  it('are found on either side of a start, and said not to be where there is none', () => {
    const found = exactFixedPoint(
      toyMap((j) => j + 0.5 * j * (j - 0.7)),
      at(1.2),
    );
    expect(found).toMatchObject({ converged: true });
    expect(found.couplings[0]).toBeCloseTo(0.7, 8);
    expect(
      exactFixedPoint(
        toyMap((j) => j + 1 + j * j),
        at(0.5),
      ).converged,
    ).toBe(false);
  });
});
