import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import {
  descriptor,
  descriptorLength,
  DescriptorSpace,
  negated,
  pictureDescriptor,
  pictureDescriptorLength,
  visible,
  visibleScale,
} from '../../../main/physics/gray-scott/index.ts';
import { reflectedAndShifted, someFields } from './fields.ts';

describe('the descriptor', () => {
  it('is 30 numbers that do not see shifts and transposes', () => {
    const { a, b, n } = someFields(1);
    const here = descriptor(a, b, n);
    expect(here).toHaveLength(30);
    expect(descriptorLength).toBe(30);
    const there = descriptor(reflectedAndShifted(a, n), reflectedAndShifted(b, n), n);
    here.forEach((value, i) => expect(there[i]).toBeCloseTo(value, 7));
  });

  it('has the quantiles and moments of known fields', () => {
    const n = 32;
    const a = new Float32Array(n * n).fill(0.75);
    const b = Float32Array.from({ length: n * n }, (_, i) => i / (n * n - 1));
    const result = descriptor(a, b, n);
    for (let i = 0; i <= 10; i++) expect(result[16 + i]).toBeCloseTo(i / 10, 6);
    expect(result[27]).toBe(0.75);
    expect(result[28]).toBeCloseTo(0.5, 6);
    expect(result[29]).toBeCloseTo(Math.sqrt(1 / 12), 3);
  });
});

describe('the descriptor of a picture', () => {
  it('does not see brightness and contrast', () => {
    const { b, n } = someFields(2);
    const here = pictureDescriptor(b, n);
    expect(here).toHaveLength(pictureDescriptorLength);
    const there = pictureDescriptor(
      b.map((v) => 40 + 200 * v),
      n,
    );
    here.forEach((value, i) => expect(there[i]).toBeCloseTo(value, 3));
  });

  it('of a negative is `negated`', () => {
    const { b, n } = someFields(3);
    const negative = pictureDescriptor(
      b.map((v) => -v),
      n,
    );
    negated(pictureDescriptor(b, n)).forEach((value, i) => expect(negative[i]).toBeCloseTo(value, 6));
  });
});

describe('the space of descriptors', () => {
  const patterns = [1, 2, 3, 4, 5].map(someFields);
  const descriptors = patterns.map(({ a, b, n }) => descriptor(a, b, n));
  const space = DescriptorSpace.fit(descriptors);

  const d = (i: number, j: number) => space.distance(descriptors[i], descriptors[j]).total;

  it('standardises its training patterns', () => {
    const z = descriptors.map((one) => space.standardise(one));
    for (let i = 0; i < descriptorLength; i++) {
      const mean = z.reduce((sum, one) => sum + one[i], 0) / z.length;
      const variance = z.reduce((sum, one) => sum + one[i] ** 2, 0) / z.length;
      expect(mean).toBeCloseTo(0, 6);
      expect(variance).toBeCloseTo(1, 6);
    }
  });

  it('weighs the three groups the same', () => {
    const zero = new Float64Array(descriptorLength);
    const unit = new DescriptorSpace(
      zero,
      zero.map(() => 2),
    );
    const moved = (from: number, to: number) => zero.map((_, i) => (i >= from && i < to ? 2 : 0));
    expect(unit.distance(zero, moved(0, 16))).toMatchObject({ spectrum: 1, intensity: 0, moments: 0 });
    for (const other of [moved(0, 16), moved(16, 27), moved(27, 30)]) {
      expect(unit.distance(zero, other).total).toBeCloseTo(Math.sqrt(1 / 3), 12);
    }
    expect(unit.distance(zero, moved(0, 30)).total).toBeCloseTo(1, 12);
  });

  it('is a metric: 0 to itself, symmetric, triangle inequality', () => {
    expect(d(1, 1)).toBe(0);
    expect(d(0, 1)).toBe(d(1, 0));
    expect(d(0, 2)).toBeLessThanOrEqual(d(0, 1) + d(1, 2));
  });

  it('compares pictures by the better sign', () => {
    const pictures = patterns.map(({ b, n }) => pictureDescriptor(b, n));
    const ofPictures = DescriptorSpace.fit(pictures);
    expect(ofPictures.pictureDistance(pictures[0], negated(pictures[0])).total).toBeCloseTo(0, 12);
    expect(ofPictures.pictureDistance(pictures[0], pictures[1])).toMatchObject({ moments: 0 });
    expect(ofPictures.pictureDistance(pictures[0], pictures[1]).total).toBeLessThanOrEqual(
      ofPictures.distance(pictures[0], pictures[1]).total,
    );
  });

  it('leaves what does not vary unscaled', () => {
    expect(DescriptorSpace.fit([Float64Array.of(1, 2), Float64Array.of(1, 4)]).scale).toEqual(
      Float64Array.of(1, 1),
    );
    expect(() => DescriptorSpace.fit([])).toThrow(RangeError);
  });
});

function noisy(field: Float32Array, seed: number): Float32Array {
  const stream = new RandomStream(seed, 'noise of a camera');
  return field.map((value) => value + 0.1 * stream.normal());
}

describe('what real pictures show', () => {
  const n = 64;
  const wave = (phase: number) =>
    Float32Array.from({ length: n * n }, (_, i) =>
      Math.sin((2 * Math.PI * (5 * (i % n) + phase * Math.floor(i / n))) / n),
    );
  it('is near its own noisy picture, which differs by decades in what cannot be seen', () => {
    const waves = [0, 1, 2, 3, 4, 5].map((phase) => pictureDescriptor(wave(phase), n));
    const picture = pictureDescriptor(noisy(wave(0), 1), n);
    const raw = DescriptorSpace.fit(waves, 0.3);
    const seen = DescriptorSpace.fit(waves.map(visible), visibleScale);
    const rawDistance = raw.pictureDistance(picture, waves[0]).spectrum;
    const seenDistance = seen.pictureDistance(visible(picture), visible(waves[0])).spectrum;
    expect(rawDistance).toBeGreaterThan(5);
    expect(seenDistance).toBeLessThan(1);
  });
});
