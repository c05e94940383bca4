import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffusionSystem, HostError, type DiffusionSystem } from '../../../preload/contract/index.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import { diffuse, DiffusionStepper } from '../../../main/physics/diffusion/index.ts';

const system = (document: Partial<DiffusionSystem>): DiffusionSystem =>
  diffusionSystem.parse({ type: 'diffusion', ...document });
const random = () => new RandomStream(1, 'diffusion');

/** Mass of every state. */
function masses(document: Partial<DiffusionSystem>, steps: number): number[] {
  const stepper = new DiffusionStepper(system(document), random());
  return Array.from({ length: steps + 1 }, (_, time) => {
    if (time > 0) stepper.step();
    return stepper.mass();
  });
}

/** Largest difference of two methods after `steps`, relative to the largest value. */
function difference(a: Partial<DiffusionSystem>, b: Partial<DiffusionSystem>, steps: number): number {
  const [one, other] = [a, b].map((document) => {
    const stepper = new DiffusionStepper(system(document), random());
    for (let time = 0; time < steps; time++) stepper.step();
    return stepper.state;
  });
  return Math.max(...one.map((value, i) => Math.abs(value - other[i]))) / Math.max(...one);
}

const unstable = () =>
  new DiffusionStepper(system({ method: 'explicit', coefficient: 2, stepsPerUnit: 3 }), random());

describe('diffusion', () => {
  it('keeps its mass on a ring and between reflecting walls, whatever the start, coefficient and method', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('periodic', 'reflecting'),
        fc.constantFrom('delta', 'random', 'step'),
        fc.constantFrom('analytic', 'explicit'),
        fc.integer({ min: 16, max: 60 }),
        fc.double({ min: 0.25, max: 5, noNaN: true }),
        (boundary, start, method, cells, coefficient) => {
          const found = masses({ boundary, start, method, cells, coefficient, stepsPerUnit: 10 }, 12);
          for (const mass of found) expect(Math.abs(mass / found[0] - 1)).toBeLessThan(1e-12);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  it('loses mass through absorbing walls, in the end at the rate of the longest wave', () => {
    const cells = 20;
    for (const method of ['analytic', 'explicit'] as const) {
      const found = masses({ boundary: 'absorbing', start: 'random', method, cells, stepsPerUnit: 100 }, 200);
      for (let time = 1; time < found.length; time++) {
        expect(found[time]).toBeLessThan(found[time - 1]);
        expect(found[time]).toBeGreaterThan(0);
      }
      // e^(−D π²/n²) a unit of time.
      const rate = -Math.log(found[200] / found[199]);
      expect(Math.abs(rate / ((0.5 * Math.PI ** 2) / cells ** 2) - 1)).toBeLessThan(0.005);
    }
  });

  it('has the second moment 2Dt, by Gaussians and by Euler steps of any size', () => {
    for (const document of [
      { method: 'analytic' },
      { method: 'explicit', stepsPerUnit: 1 },
      { method: 'explicit', stepsPerUnit: 25 },
    ] as const) {
      const stepper = new DiffusionStepper(system({ ...document, cells: 200 }), random());
      for (let time = 1; time <= 60; time++) {
        stepper.step();
        expect(Math.abs(stepper.variance() / time - 1)).toBeLessThan(1e-6);
      }
    }
  });

  it('is the Gaussian of variance 2Dt where no wall is near', () => {
    const states = diffuse(system({ cells: 101, coefficient: 0.5, steps: 8 }), random());
    for (let i = 0; i < 101; i++) {
      const expected = Math.exp(-((i - 50) ** 2) / 16) / Math.sqrt(16 * Math.PI);
      expect(Math.abs(states[8 * 101 + i] - expected)).toBeLessThan(1e-8);
    }
  });

  it('ends even on a ring and between reflecting walls', () => {
    for (const boundary of ['periodic', 'reflecting'] as const) {
      for (const method of ['analytic', 'explicit'] as const) {
        const stepper = new DiffusionStepper(
          system({ boundary, method, cells: 16, start: 'step' }),
          random(),
        );
        for (let time = 0; time < 3000; time++) stepper.step();
        for (const value of stepper.state) expect(value).toBeCloseTo(0.5, 10);
      }
    }
  });

  it('agrees between its methods as waves get long, the error falling with 1/t', () => {
    for (const boundary of ['periodic', 'reflecting', 'absorbing'] as const) {
      const analytic = { boundary, cells: 101, method: 'analytic' } as const;
      const explicit = { boundary, cells: 101, method: 'explicit', stepsPerUnit: 100 } as const;
      const [early, late] = [25, 100].map((steps) => difference(analytic, explicit, steps));
      expect(late).toBeLessThan(0.002);
      expect(early / late).toBeGreaterThan(3);
      expect(early / late).toBeLessThan(5);
    }
  });

  it('comes closest to the Gaussian with D Δt/dx² = 1/6, where the fourth cumulant vanishes', () => {
    const analytic = { cells: 200, method: 'analytic' } as const;
    const error = (stepsPerUnit: number) =>
      difference(analytic, { cells: 200, method: 'explicit', stepsPerUnit }, 40);
    const best = error(3);
    for (const stepsPerUnit of [1, 2, 4, 10, 100]) expect(error(stepsPerUnit)).toBeGreaterThan(10 * best);
  });

  it('converges linearly in Δt to the lattice walk in continuous time', () => {
    const states = [100, 200, 400].map((stepsPerUnit) =>
      diffuse(system({ method: 'explicit', stepsPerUnit, cells: 40, steps: 8 }), random()),
    );
    const centre = states.map((state) => state[8 * 40 + 20]);
    // e^(−2Dt) I₀(2Dt) at 2Dt = 8.
    expect(Math.abs(2 * centre[2] - centre[1] - 0.14343178)).toBeLessThan(1e-6);
    expect((centre[0] - centre[1]) / (centre[1] - centre[2])).toBeCloseTo(2, 1);
  });

  it('says what to change where Euler steps blow up and where the Gaussian is narrower than a cell', () => {
    expect(unstable).toThrow(HostError);
    expect(unstable).toThrow(/D Δt/);
    expect(
      () => new DiffusionStepper(system({ method: 'explicit', coefficient: 2, stepsPerUnit: 4 }), random()),
    ).not.toThrow();
    expect(() => new DiffusionStepper(system({ method: 'analytic', coefficient: 0.1 }), random())).toThrow(
      /narrower/,
    );
  });
});
