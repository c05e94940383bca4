import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../main/compute/random.ts';
import { atLeast, atMost, between, shown } from '../../../../main/methods/macronet/verify/checks.ts';
import { shuffled, strangePictures } from '../../../../main/methods/macronet/verify/strange-pictures.ts';
import { isFlat } from '../../../../main/methods/macronet/pictures/normalisation.ts';

describe('checks', () => {
  it('pass on the right side of their reference, interval shown', () => {
    expect(atLeast('x', { value: 0.9, low: 0.8, high: 1 }, 0.85, 's')).toEqual({
      id: 'x',
      measured: 0.9,
      interval: [0.8, 1],
      reference: 0.85,
      tolerance: 'at least',
      pass: true,
      source: 's',
    });
    expect(atLeast('x', Number.NaN, 0, 's').pass).toBe(false);
    expect(atMost('x', 0.05, 0.04, 's').pass).toBe(false);
    expect(between('x', 0.8, 0.75, 0.87, 's').pass).toBe(true);
    expect(between('x', 0.9, 0.75, 0.87, 's').pass).toBe(false);
    expect(shown('x', -3, 's').pass).toBe(true);
  });
});

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
