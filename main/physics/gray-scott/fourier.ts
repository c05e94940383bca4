import { HostError } from '../../../preload/contract/errors.ts';

/** Complex radix-2 FFT of one length: bit-reversed order and twiddle factors, made once. */
interface Plan {
  n: number;
  reversed: Uint32Array;
  cosine: Float64Array;
  sine: Float64Array;
}

const plans = new Map<number, Plan>();

function planOf(n: number): Plan {
  let plan = plans.get(n);
  if (!plan) {
    if (!Number.isInteger(n) || n < 2 || (n & (n - 1)) !== 0) {
      throw new HostError('bad-argument', `A spectrum needs a side that is a power of two, not ${n}.`, {
        where: 'size',
        remedy: 'Use a lattice of 64, 128 or 256, or resample the field.',
      });
    }
    const levels = Math.log2(n);
    plan = {
      n,
      reversed: Uint32Array.from({ length: n }, (_, i) => {
        let r = 0;
        for (let bit = 0; bit < levels; bit++) r |= ((i >> bit) & 1) << (levels - 1 - bit);
        return r;
      }),
      cosine: Float64Array.from({ length: n / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / n)),
      sine: Float64Array.from({ length: n / 2 }, (_, i) => -Math.sin((2 * Math.PI * i) / n)),
    };
    plans.set(n, plan);
  }
  return plan;
}

/** In place, the n values start, start + stride, … of (re, im): X_q = Σ_x (re + i·im)_x exp(−2πi q x / n). */
function transform(
  { n, reversed, cosine, sine }: Plan,
  re: Float64Array,
  im: Float64Array,
  start: number,
  stride: number,
): void {
  for (let i = 0; i < n; i++) {
    const j = reversed[i];
    if (j <= i) continue;
    const here = start + i * stride;
    const there = start + j * stride;
    [re[here], re[there]] = [re[there], re[here]];
    [im[here], im[there]] = [im[there], im[here]];
  }
  for (let half = 1; half < n; half *= 2) {
    const turn = n / (2 * half);
    for (let k = 0; k < half; k++) {
      const c = cosine[k * turn];
      const s = sine[k * turn];
      for (let i = k; i < n; i += 2 * half) {
        const upper = start + i * stride;
        const lower = upper + half * stride;
        const x = re[lower] * c - im[lower] * s;
        const y = re[lower] * s + im[lower] * c;
        re[lower] = re[upper] - x;
        im[lower] = im[upper] - y;
        re[upper] += x;
        im[upper] += y;
      }
    }
  }
}

/**
 * Two-dimensional discrete Fourier transform, in place, of n × n complex values, row by row; n a power of two (HostError
 * 'bad-argument' otherwise). No normalisation.
 */
export function fourierTransform(re: Float64Array, im: Float64Array, n: number): void {
  const plan = planOf(n);
  for (let y = 0; y < n; y++) transform(plan, re, im, y * n, 1);
  for (let x = 0; x < n; x++) transform(plan, re, im, x, n);
}
