import { describe, expect, it } from 'vitest';
import {
  commonSize,
  comparableSizes,
  compare,
} from '../../../../../renderer/labs/upscaling/measure/comparison.ts';
import { named } from '../../../../../renderer/labs/upscaling/measure/named.ts';
import { estimate, level, measurement, observables } from '../measurements.ts';

const upscaled = measurement({
  levels: [
    level(4),
    level(16, { observables: observables({ chi: estimate(142) }) }),
    level(64, { observables: observables({ chi: estimate(1668) }) }),
    level(128),
  ],
  exponents: [
    { large: 64, small: 16, gammaOverNu: estimate(1.777), oneOverNu: estimate(1.106), eta: estimate(0.223) },
  ],
});
const simulated = measurement({
  title: 'Monte Carlo, L = 64',
  source: 'monte-carlo',
  levels: [
    level(16),
    level(64, {
      observables: observables({ chi: estimate(1582, 2), e: estimate(1.424) }),
      exact: { e: 1.42394, c: 11.2881 },
    }),
  ],
});
const both = named([
  { run: { id: 'a' }, measurement: upscaled },
  { run: { id: 'b' }, measurement: simulated },
]);

describe('ensembles side by side', () => {
  it('can be compared on every lattice but the smallest, and are on the largest they share', () => {
    expect(comparableSizes(both)).toEqual([128, 64, 16]);
    expect(commonSize(both)).toBe(64);
    expect(commonSize([])).toBeNull();
  });

  it('sets values beside the exact ones, else beside Monte Carlo, but nothing beside itself', () => {
    const [section] = compare(both, [64]).sections;
    const row = (key: string) => section!.rows.find((one) => one.key === key)!;
    expect(row('e').reference).toEqual({ name: 'exact', value: 1.42394 });
    expect(row('e').cells.map((cell) => cell?.compared)).toEqual([true, true]);
    expect(row('chi').reference).toEqual({ name: 'Monte Carlo', value: estimate(1582, 2) });
    expect(row('chi').cells.map((cell) => cell?.compared)).toEqual([true, false]);
  });

  it('falls back on the Binder ratio of the infinite lattice at criticality only', () => {
    const u4 = (coupling: number) => {
      const alone = named([{ run: { id: 'a' }, measurement: { ...upscaled, coupling } }]);
      return compare(alone, [64]).sections[0]!.rows.find(({ key }) => key === 'u4')!.reference;
    };
    expect(u4(upscaled.coupling!)?.value).toBe(0.61069);
    expect(u4(0.4)).toBeNull();
  });

  it('compares own data on their own lattice, not on those they were blocked to', () => {
    const own = measurement({
      title: 'spins.npy',
      source: 'data',
      levels: [level(16), level(32, { exact: { e: 1.43, c: 9.5 } })],
    });
    const all = [...both, ...named([{ run: { id: 'c' }, measurement: own }])];
    expect(commonSize(all)).toBe(32);
    const cells = (size: number) =>
      compare(all, [size])
        .sections[0]!.rows.find(({ key }) => key === 'chi')!
        .cells.map((cell) => cell && `${cell.compared} ${cell.blocked}`);
    expect(cells(16)).toEqual(['true false', 'false false', 'false true']);
    expect(cells(32)).toEqual([null, null, 'false false']);
  });

  it('leaves cells empty where an ensemble has no such lattice or pair', () => {
    const { sections } = compare(both, [128]);
    expect(sections[0]!.rows[0]!.cells.map((cell) => cell === null)).toEqual([false, true]);
    const exponents = sections.find(({ title }) => title === '(64, 16)')!;
    expect(exponents.rows.map(({ text }) => text)).toEqual(['γ/ν (64, 16)', '1/ν (64, 16)', 'η (64, 16)']);
    expect(exponents.rows[0]!.reference).toEqual({ name: 'exact', value: 1.75 });
    expect(exponents.rows[0]!.cells[1]).toBeNull();
  });

  it('gives corrected averages a column of their own, with their effective sample size', () => {
    const corrected = {
      observables: observables({ chi: estimate(1590) }),
      effectiveSize: 38.27,
      zeroShare: 0,
    };
    const weighted = measurement({ levels: [level(16), level(64, { corrected })] });
    const { columns, sections } = compare(named([{ run: { id: 'a' }, measurement: weighted }]), [64]);
    expect(columns.map(({ title }) => title)).toEqual([
      'k = 7, from one spin',
      'k = 7, from one spin, corrected',
    ]);
    expect(sections[0]!.effective).toEqual([null, '38 of 1000 effective']);
    expect(sections[0]!.rows[0]!.cells[1]!.estimate.value).toBe(1590);
  });
});

describe('names of ensembles', () => {
  it('are short where that tells them apart', () => {
    expect(both.map(({ name }) => name)).toEqual(['k = 7', 'Monte Carlo']);
  });

  it('are whole and numbered where it does not', () => {
    const twice = named([
      { run: { id: 'a' }, measurement: upscaled },
      { run: { id: 'b' }, measurement: upscaled },
    ]);
    expect(twice.map(({ name }) => name)).toEqual(['k = 7, from one spin', 'k = 7, from one spin (2)']);
  });
});
