import { EigenvalueDecomposition, inverse, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { Factors, type FactorShape } from '../../../../main/methods/self-similarity/linear/factors.ts';
import { SampleMoments } from '../../../../main/methods/self-similarity/linear/sample-moments.ts';

interface Sample {
  x: Float64Array;
  y: Float64Array;
}

const shapes: FactorShape[] = [
  { fields: 1, scale: { space: 2, time: 2 }, planar: false, channels: 1, kernel: 'joint', free: false },
  { fields: 2, scale: { space: 2, time: 2 }, planar: false, channels: 4, kernel: 'joint', free: false },
  { fields: 2, scale: { space: 2, time: 2 }, planar: true, channels: 4, kernel: 'separable', free: false },
  { fields: 1, scale: { space: 2, time: 3 }, planar: false, channels: 3, kernel: 'joint', free: true },
  { fields: 2, scale: { space: 3, time: 2 }, planar: false, channels: 3, kernel: 'separable', free: true },
];

/** Targets that depend on the features through few directions, and noise. */
function samplesOf(shape: FactorShape, seed: number): { samples: Sample[]; moments: SampleMoments } {
  const random = new RandomStream(seed, 'factors');
  const patch = shape.fields * shape.scale.time * shape.scale.space ** (shape.planar ? 2 : 1);
  const features = patch * shape.channels;
  const moments = new SampleMoments(features, patch);
  const mixing = new Float64Array(features * patch);
  random.fillNormal(mixing);
  const samples = Array.from({ length: 6 * features }, () => {
    const x = new Float64Array(features);
    random.fillNormal(x);
    const y = new Float64Array(patch);
    random.fillNormal(y);
    for (let i = 0; i < features; i++) for (let j = 0; j < patch; j++) y[j] += mixing[i * patch + j] * x[i];
    moments.add(x, y);
    return { x, y };
  });
  moments.complete();
  return { samples, moments };
}

/** Mean squared error of the decoded prediction, sample by sample as Eq. 8 writes it. */
function directLoss({ fields, channels }: FactorShape, factors: Factors, samples: readonly Sample[]): number {
  let sum = 0;
  const patch = samples[0].y.length;
  for (const { x, y } of samples) {
    const macro = new Float64Array(fields);
    for (let g = 0; g < fields; g++) {
      for (let h = 0; h < fields; h++) {
        for (let q = 0; q < channels; q++) {
          for (let m = 0; m < patch; m++) {
            const weight = factors.rule[(g * fields + h) * channels + q];
            macro[g] += weight * factors.map[h * patch + m] * x[m * channels + q];
          }
        }
      }
    }
    for (let m = 0; m < patch; m++) {
      let decoded = 0;
      for (let g = 0; g < fields; g++) decoded += factors.decoder[m * fields + g] * macro[g];
      sum += (decoded - y[m]) ** 2;
    }
  }
  return sum / samples.length / patch;
}

describe('P, macro rule and decoder by alternating least squares', () => {
  it('measures the loss that a sum over samples gives, and never raises it', () => {
    for (const [i, shape] of shapes.entries()) {
      const { samples, moments } = samplesOf(shape, i + 1);
      const factors = new Factors(shape, new RandomStream(i + 1, 'start'));
      factors.fitDecoder(moments);
      let before = Infinity;
      for (let sweep = 0; sweep < 12; sweep++) {
        const loss = factors.loss(moments);
        expect(Math.abs(directLoss(shape, factors, samples) / loss - 1)).toBeLessThan(1e-9);
        expect(loss).toBeLessThanOrEqual(before * (1 + 1e-9));
        before = loss;
        factors.sweep(moments);
      }
    }
  });

  it('ends where the loss has no slope in any weight', () => {
    for (const [i, shape] of shapes.entries()) {
      const { moments } = samplesOf(shape, i + 1);
      const factors = new Factors(shape, new RandomStream(i + 1, 'start'));
      factors.fitDecoder(moments);
      for (let sweep = 0; sweep < 2000; sweep++) factors.sweep(moments);
      const loss = factors.loss(moments);
      const trained = [factors.decoder, ...(shape.free ? [factors.rule] : [])];
      if (shape.kernel === 'joint') trained.push(factors.map);
      for (const weights of trained) {
        const step = 1e-4 * Math.max(...weights.map(Math.abs));
        for (let j = 0; j < weights.length; j++) {
          const kept = weights[j];
          const [above, below] = [step, -step].map((by) => {
            weights[j] = kept + by;
            return factors.loss(moments);
          });
          weights[j] = kept;
          expect(Math.abs(above - below) / loss).toBeLessThan(1e-6);
          expect(above + below).toBeGreaterThan(2 * loss * (1 - 1e-12));
        }
      }
    }
  });

  it('reaches the closed form of one field: the reduced-rank regression of rank 1', () => {
    const [shape] = shapes;
    const { moments } = samplesOf(shape, 7);
    const { features, targets, samples } = moments;
    const squares = Matrix.from1DArray(features, features, moments.squares);
    const products = Matrix.from1DArray(features, targets, moments.products);
    const explained = inverse(squares).mmul(products).mmul(products.transpose());
    const best = Math.max(...new EigenvalueDecomposition(explained).realEigenvalues);
    const expected = (moments.total - best) / samples / targets;
    for (const seed of [1, 2, 3]) {
      const factors = new Factors(shape, new RandomStream(seed, 'start'));
      factors.fitDecoder(moments);
      for (let sweep = 0; sweep < 300; sweep++) factors.sweep(moments);
      expect(Math.abs(factors.loss(moments) / expected - 1)).toBeLessThan(1e-8);
    }
  });

  it('fixes the scale and the sign of P, and keeps a separable P separable', () => {
    for (const [i, shape] of shapes.entries()) {
      const { moments } = samplesOf(shape, i + 1);
      const factors = new Factors(shape, new RandomStream(i + 11, 'start'));
      factors.fitDecoder(moments);
      for (let sweep = 0; sweep < 5; sweep++) factors.sweep(moments);
      const size = factors.map.reduce((sum, weight) => sum + Math.abs(weight), 0);
      expect(size).toBeCloseTo(shape.fields, 10);
      expect(factors.map.reduce((sum, weight) => sum + weight, 0)).toBeGreaterThan(0);
      if (shape.kernel === 'joint') continue;
      const places = shape.scale.space ** (shape.planar ? 2 : 1);
      for (let block = 0; block < factors.map.length; block += places * shape.scale.time) {
        for (let p = 1; p < places; p++) {
          const [a, b] = [factors.map[block], factors.map[block + p]];
          const [c, d] = [factors.map[block + places], factors.map[block + places + p]];
          expect(a * d - b * c).toBeCloseTo(0, 12);
        }
      }
    }
  });
});
