import { describe, expect, it } from 'vitest';
import { HostError } from '../../../preload/contract/errors.ts';
import { RandomStream } from '../../../main/compute/random.ts';
import { fourierTransform } from '../../../main/physics/gray-scott/fourier.ts';

describe('the Fourier transform', () => {
  it('is the sum that defines it', () => {
    const n = 8;
    const random = new RandomStream(1, 'fourier');
    const re = Float64Array.from({ length: n * n }, () => random.normal());
    const im = Float64Array.from({ length: n * n }, () => random.normal());
    const x = re.slice();
    const y = im.slice();
    fourierTransform(x, y, n);
    for (let q = 0; q < n * n; q++) {
      let sumRe = 0;
      let sumIm = 0;
      for (let r = 0; r < n * n; r++) {
        const phase = (-2 * Math.PI * ((q % n) * (r % n) + Math.floor(q / n) * Math.floor(r / n))) / n;
        sumRe += re[r] * Math.cos(phase) - im[r] * Math.sin(phase);
        sumIm += re[r] * Math.sin(phase) + im[r] * Math.cos(phase);
      }
      expect(x[q]).toBeCloseTo(sumRe, 10);
      expect(y[q]).toBeCloseTo(sumIm, 10);
    }
  });

  it('keeps the power (Parseval)', () => {
    const n = 64;
    const random = new RandomStream(2, 'fourier');
    const re = Float64Array.from({ length: n * n }, () => random.normal());
    const im = new Float64Array(n * n);
    const before = re.reduce((sum, v) => sum + v * v, 0);
    fourierTransform(re, im, n);
    const after = re.reduce((sum, v, i) => sum + v * v + im[i] ** 2, 0) / (n * n);
    expect(after / before).toBeCloseTo(1, 12);
  });

  it.each([0, 1, 12, 60, 6.5])('refuses side %s', (n) => {
    expect(() => fourierTransform(new Float64Array(1), new Float64Array(1), n)).toThrow(HostError);
  });
});
