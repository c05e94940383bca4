import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { shuffled, strangePictures } from '../../../../main/methods/macronet/verify/strange-pictures.ts';
import { isFlat } from '../../../../main/methods/macronet/pictures/normalisation.ts';

describe('strange pictures', () => {
  it.each(Object.entries(strangePictures))(
    '%s: the same for the same stream, with something to see',
    (_, make) => {
      const picture = make(64, new RandomStream(1, 'strange'));
      expect(picture).toHaveLength(64 * 64);
      expect(isFlat(picture)).toBe(false);
      expect(make(64, new RandomStream(1, 'strange'))).toEqual(picture);
    },
  );

  it('shuffling keeps the intensities', () => {
    const picture = Float32Array.from({ length: 64 }, (_, i) => i);
    const moved = shuffled(picture, new RandomStream(1, 'shuffle'));
    expect(moved).not.toEqual(picture);
    expect(moved.toSorted()).toEqual(picture);
  });
});
