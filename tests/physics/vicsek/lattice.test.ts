import { describe, expect, it } from 'vitest';
import { vicsekParameters } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import { Flock, latticeFields } from '../../../main/physics/vicsek/index.ts';

const at = (column: number, row: number) => 4 * row + column;

describe('the lattice form of a flock', () => {
  it('counts particles and adds up their velocities cell by cell', () => {
    const flock = new Flock(
      vicsekParameters.parse({ side: 4, density: 0.25, speed: 0.5 }),
      new RandomStream(1, 'flock'),
    );
    const state = flock.snapshot();
    state.x.set([0.2, 0.9, 3.999, 2]);
    state.y.set([1.5, 1.1, 0, 3.5]);
    state.cosine.set([1, 0, 0, -1]);
    state.sine.set([0, 1, -1, 0]);
    flock.restore(state);
    const fields = latticeFields(flock);
    const [density, x, y] = [0, 1, 2].map((field) => fields.subarray(16 * field, 16 * (field + 1)));
    expect(density[at(0, 1)]).toBe(2);
    expect(density[at(3, 0)]).toBe(1);
    expect(density[at(2, 3)]).toBe(1);
    expect([x[at(0, 1)], y[at(0, 1)]]).toEqual([0.5, 0.5]);
    expect([x[at(3, 0)], y[at(3, 0)]]).toEqual([0, -0.5]);
    expect([x[at(2, 3)], y[at(2, 3)]]).toEqual([-0.5, 0]);
  });

  it('leaves the order parameter as it is', () => {
    const flock = new Flock(
      vicsekParameters.parse({ side: 32, density: 2, speed: 0.7 }),
      new RandomStream(2, 'flock'),
    );
    for (let step = 0; step < 50; step++) flock.step();
    const fields = latticeFields(flock);
    const sum = (field: number) =>
      fields.subarray(1024 * field, 1024 * (field + 1)).reduce((total, value) => total + value, 0);
    expect(sum(0)).toBe(flock.count);
    expect(Math.hypot(sum(1), sum(2)) / flock.count / 0.7).toBeCloseTo(flock.order(), 5);
  });
});
