import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { diffuse } from '../../../../main/physics/diffusion/index.ts';
import { diffusionOfSeries, meanMap } from '../../../../main/methods/self-similarity/linear/index.ts';
import { fitLine } from '../../../../main/methods/self-similarity/linear/line-fit.ts';
import { growthExponent } from '../../../../main/methods/self-similarity/linear/spreading.ts';
import type { Spacetime } from '../../../../main/methods/self-similarity/spacetime.ts';

function diffusion(
  coefficient: number,
  cells: number,
  steps: number,
  start: 'delta' | 'random' = 'delta',
): Spacetime {
  const settings = { coefficient, cells, steps, start, stepsPerUnit: 20 } as const;
  const data = diffuse(
    { ...settings, method: 'explicit', boundary: 'periodic' },
    new RandomStream(1, 'spreading'),
  );
  return {
    runs: 1,
    times: steps + 1,
    fields: 1,
    height: 1,
    width: cells,
    data,
    boundary: 'periodic',
    binary: false,
    vectors: false,
  };
}

/** The product of two lines: diffusion in a plane. */
function plane(line: Spacetime): Spacetime {
  const { width, times } = line;
  const data = new Float32Array(times * width * width);
  for (let time = 0; time < times; time++) {
    for (let y = 0; y < width; y++) {
      for (let x = 0; x < width; x++) {
        data[(time * width + y) * width + x] = line.data[time * width + y] * line.data[time * width + x];
      }
    }
  }
  return { ...line, height: width, data };
}

describe('spreading of mass', () => {
  it('gives D and the exponent 1 of diffusion, in lines and planes', () => {
    for (const coefficient of [0.2, 0.5, 1.5]) {
      const series = diffusion(coefficient, 100, 60);
      for (const one of [series, plane(series)]) {
        const found = diffusionOfSeries(one);
        expect(Math.abs(found!.micro.value / coefficient - 1)).toBeLessThan(1e-3);
        expect(Math.abs(found!.exponent.value - 1)).toBeLessThan(2e-3);
        expect(found!.curve.error).toBeNull();
      }
    }
  });

  it('uses only times at which the cloud is wider than a cell and does not feel the wrap', () => {
    const { curve } = diffusionOfSeries(diffusion(0.5, 60, 300))!;
    expect(Math.min(...curve.value)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...curve.value)).toBeLessThanOrEqual(36);
    expect(curve.x.at(-1)).toBeLessThan(40);
  });

  it('of macro states is D T/S², whatever the sign and scale of P', () => {
    const series = diffusion(0.5, 120, 120);
    for (const [space, time] of [
      [2, 4],
      [3, 9],
      [2, 2],
      [2, 8],
    ]) {
      const macro = meanMap({ space, time }, 1, false).apply(series);
      for (const scale of [1, -0.01]) {
        const found = diffusionOfSeries({ ...macro, data: macro.data.map((value) => scale * value) });
        expect(Math.abs(found!.micro.value / ((0.5 * time) / space ** 2) - 1)).toBeLessThan(1e-3);
      }
    }
  });

  it('is not there for random starts, several fields and runs that are too short', () => {
    expect(diffusionOfSeries(diffusion(0.5, 60, 60, 'random'))).toBeNull();
    expect(diffusionOfSeries(diffusion(0.5, 60, 3))).toBeNull();
    const series = diffusion(0.5, 60, 60);
    expect(diffusionOfSeries({ ...series, fields: 2, times: 30 })).toBeNull();
  });

  it('finds the exponent of any power with a constant, with an error that scatter explains', () => {
    const times = Array.from({ length: 40 }, (_, i) => i + 1);
    for (const exponent of [0.5, 1, 1.5, 2]) {
      const { value, error } = growthExponent(
        times,
        times.map((time) => 3 + 2 * time ** exponent),
      );
      expect(value).toBeCloseTo(exponent, 6);
      expect(error).toBeLessThan(1e-5);
    }
    const random = new RandomStream(2, 'scatter');
    const pulls = Array.from({ length: 200 }, () => {
      const noisy = times.map((time) => 3 + 2 * time + 0.3 * random.normal());
      const { value, error } = growthExponent(times, noisy);
      return (value - 1) / error!;
    });
    const squares = pulls.reduce((sum, pull) => sum + pull * pull, 0) / pulls.length;
    // χ²/200 has a standard deviation of .1.
    expect(Math.abs(squares - 1)).toBeLessThan(0.5);
  });

  it('fits lines with the error that scatter explains', () => {
    const random = new RandomStream(3, 'line');
    const x = Array.from({ length: 20 }, (_, i) => i);
    const pulls = Array.from({ length: 400 }, () => {
      const { slope } = fitLine(
        x,
        x.map((value) => 1 + 2 * value + random.normal()),
      );
      return (slope.value - 2) / slope.error!;
    });
    // Student's t with 18 degrees: variance 18/16, its estimate from 400 good to .09.
    expect(Math.abs(pulls.reduce((sum, pull) => sum + pull * pull, 0) / 400 - 18 / 16)).toBeLessThan(0.45);
    expect(fitLine([0, 1], [1, 3])).toEqual({ slope: { value: 2, error: null }, offset: 1, residual: 0 });
  });
});
