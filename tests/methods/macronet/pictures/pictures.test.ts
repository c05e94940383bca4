import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import {
  degrade,
  gaussianBlur,
  randomDegradation,
} from '../../../../main/methods/macronet/pictures/degradation.ts';
import {
  isFlat,
  normalisePicture,
  rankPicture,
} from '../../../../main/methods/macronet/pictures/normalisation.ts';
import {
  structureFeatureCount,
  structureFeatures,
} from '../../../../main/methods/macronet/pictures/structure.ts';
import { moveField, randomIsometry } from '../../../../main/methods/macronet/pictures/symmetry.ts';
import { mean, standardDeviation } from '../../../../main/methods/macronet/statistics/quantiles.ts';
import { correlation } from '../../../../main/methods/macronet/statistics/ranks.ts';

const n = 8;
const field = () => {
  const values = new Float32Array(n * n);
  new RandomStream(1, 'field').fillNormal(values);
  return values;
};
const stream = () => new RandomStream(2, 'noise');
const plain = { contrast: 1, inverted: false, blur: 0, noise: 0, zoom: 1, turn: 0 };

describe('isometries', () => {
  it('rearrange the cells and keep neighbours neighbours', () => {
    fc.assert(
      fc.property(fc.nat(1000), (seed) => {
        const source = Float32Array.from({ length: n * n }, (_, i) => i);
        const moved = new Float32Array(n * n);
        moveField(source, n, randomIsometry(n, new RandomStream(seed, 'isometry')), moved);
        expect(Array.from(moved).toSorted((a, b) => a - b)).toEqual(Array.from(source));
        const cell = (i: number) => [moved[i] % n, Math.floor(moved[i] / n)];
        const [x0, y0] = cell(0);
        const [x1, y1] = cell(1);
        const apart = (a: number, b: number) => Math.min((a - b + n) % n, (b - a + n) % n);
        expect(apart(x0, x1) + apart(y0, y1)).toBe(1);
      }),
    );
  });
});

describe('normalisation', () => {
  it('leaves mean 0 and deviation 1', () => {
    const picture = normalisePicture(field().map((value) => 40 + 3 * value));
    expect(mean(picture)).toBeCloseTo(0, 6);
    expect(standardDeviation(picture)).toBeCloseTo(1, 6);
  });

  it('knows pictures without contrast', () => {
    expect(isFlat(new Float32Array(16).fill(7))).toBe(true);
    expect(isFlat(Float32Array.of(1, Number.NaN))).toBe(true);
    expect(isFlat(field())).toBe(false);
  });
});

describe('ranks of a picture', () => {
  it('hardly depend on an increasing contrast curve, and turn with the sign', () => {
    const picture = field();
    const ranked = rankPicture(picture);
    expect(correlation(rankPicture(picture.map((value) => Math.exp(value / 2))), ranked)).toBeGreaterThan(
      0.99,
    );
    rankPicture(picture.map((value) => -value)).forEach((value, i) =>
      expect(value).toBeCloseTo(-ranked[i], 6),
    );
    expect(mean(ranked)).toBeCloseTo(0, 6);
    expect(standardDeviation(ranked)).toBeCloseTo(1, 1);
  });

  it('leave a background even that only rounding makes uneven', () => {
    const picture = Float32Array.from({ length: n * n }, (_, i) => (i < 8 ? 1 : 1e-6 * i));
    expect(new Set(rankPicture(picture)).size).toBe(2);
  });

  it('are shared by equal pixels', () => {
    expect(Array.from(rankPicture(Float32Array.of(5, 5, 5, 5)))).toEqual([0, 0, 0, 0]);
  });
});

describe('degradation', () => {
  it('without any is the normalised field', () => {
    const expected = normalisePicture(field());
    degrade(field(), n, plain, stream()).forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('inverts', () => {
    const positive = degrade(field(), n, plain, stream());
    const negative = degrade(field(), n, { ...plain, inverted: true }, stream());
    positive.forEach((value, i) => expect(value).toBeCloseTo(-negative[i], 5));
  });

  it('keeps the mean when it blurs, and removes what is small', () => {
    const blurred = gaussianBlur(field(), n, 1);
    expect(mean(blurred)).toBeCloseTo(mean(field()), 6);
    expect(standardDeviation(blurred)).toBeLessThan(0.6 * standardDeviation(field()));
  });

  it('magnifies about the centre', () => {
    const ramp = Float32Array.from({ length: n * n }, (_, i) => i % n);
    const magnified = degrade(ramp, n, { ...plain, zoom: 2 }, stream());
    const expected = normalisePicture(Float32Array.from({ length: n * n }, (_, i) => (i % n) / 2));
    magnified.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 5));
  });

  it('turns: by a right angle onto the lattice itself, by others into a window', () => {
    const quarter = degrade(field(), n, { ...plain, turn: Math.PI / 2 }, stream());
    const expected = normalisePicture(
      field().map((_, i, whole) => whole[(i % n) * n + (n - 1 - Math.floor(i / n))]),
    );
    quarter.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 4));

    const side = 64;
    const wave = Float32Array.from({ length: side * side }, (_, i) =>
      Math.sin((4 * Math.PI * (i % side)) / side),
    );
    const seam = (picture: Float32Array) =>
      mean(
        Float32Array.from({ length: side }, (_, y) =>
          Math.abs(picture[y * side] - picture[y * side + side - 1]),
        ),
      );
    const turned = degrade(wave, side, { ...plain, turn: 0.6 }, stream());
    expect(seam(turned)).toBeGreaterThan(2 * seam(degrade(wave, side, plain, stream())));
  });

  it('draws within its ranges', () => {
    const random = new RandomStream(5, 'degradation');
    let windows = 0;
    for (let i = 0; i < 200; i++) {
      const drawn = randomDegradation({ noise: 0.1, unknownZoom: true, windows: 0.5 }, random);
      const { contrast, blur, noise, zoom } = drawn;
      if (drawn.turn !== 0) windows++;
      expect(contrast).toBeGreaterThan(0.59);
      expect(contrast).toBeLessThan(1.68);
      expect(blur).toBeGreaterThanOrEqual(0);
      expect(blur).toBeLessThan(1);
      expect(noise).toBeLessThan(0.1);
      expect(zoom).toBeGreaterThan(0.69);
      expect(zoom).toBeLessThan(1.41);
    }
    // Binomial(200, ½): five standard deviations.
    expect(Math.abs(windows - 100)).toBeLessThan(36);
  });
});

describe('structure features', () => {
  const size = 64;
  const waves = Float32Array.from(
    { length: size * size },
    (_, i) =>
      Math.sin((2 * Math.PI * (i % size)) / 8) + 0.3 * Math.cos((2 * Math.PI * Math.floor(i / size)) / 16),
  );

  it('do not depend on the scale of the values or their sign, nor on rounding to 8 bits', () => {
    const features = structureFeatures(waves, size);
    expect(features).toHaveLength(structureFeatureCount);
    const others = [
      waves.map((value) => 40 + 3 * value),
      waves.map((value) => 5 - value),
      waves.map((value) => Math.round(128 + 90 * value)),
    ];
    for (const other of others) {
      structureFeatures(other, size).forEach((value, i) =>
        expect(Math.abs(value - features[i])).toBeLessThan(0.1),
      );
    }
  });

  it('tell waves from noise', () => {
    const noise = new Float32Array(size * size);
    new RandomStream(1, 'noise').fillNormal(noise);
    const apart = Math.hypot(
      ...structureFeatures(noise, size).map((value, i) => value - structureFeatures(waves, size)[i]),
    );
    expect(apart).toBeGreaterThan(1);
  });
});
