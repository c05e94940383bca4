import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { normalisePicture } from '../../../../main/methods/macronet/pictures/normalisation.ts';
import { moveField, randomIsometry } from '../../../../main/methods/macronet/pictures/symmetry.ts';
import {
  fieldFeatureCount,
  fieldFeatures,
  pictureFeatureCount,
  pictureFeatures,
} from '../../../../main/methods/macronet/turing/features.ts';
import { simulate } from '../../../../main/physics/gray-scott/index.ts';

const { a, b } = simulate({ Da: 0.16, Db: 0.08, F: 0.035, k: 0.06 }, { steps: 800, seed: 1 });
const isometry = randomIsometry(64, new RandomStream(4, 'isometry'));
const moved = (field: Float32Array) => {
  const target = new Float32Array(field.length);
  moveField(field, 64, isometry, target);
  return target;
};

describe('features of both fields', () => {
  it('do not change when the pattern is moved, turned or mirrored', () => {
    const features = fieldFeatures(a, b, 64, 0.03);
    expect(features).toHaveLength(fieldFeatureCount);
    fieldFeatures(moved(a), moved(b), 64, 0.03).forEach((value, i) =>
      expect(value).toBeCloseTo(features[i], 4),
    );
  });

  it('show nothing of a spectrum below the noise', () => {
    const floor = Math.log10(0.1 ** 2);
    const features = fieldFeatures(a, b, 64, 0.1);
    for (let i = 0; i < 32; i++) expect(features[i]).toBeGreaterThanOrEqual(floor);
    expect(Math.min(...fieldFeatures(a, b, 64, 0).subarray(0, 32))).toBeLessThan(floor);
  });
});

describe('features of a picture', () => {
  it('do not know its sign', () => {
    const picture = normalisePicture(b.slice());
    const features = pictureFeatures(picture, 64, 0.03);
    expect(features).toHaveLength(pictureFeatureCount);
    pictureFeatures(
      picture.map((value) => -value),
      64,
      0.03,
    ).forEach((value, i) => expect(value).toBeCloseTo(features[i], 3));
  });
});
