import { describe, expect, it } from 'vitest';
import { HostError, type PatternInput } from '../../../../../preload/contract/index.ts';
import {
  designPicture,
  examplePicture,
  readDesign,
  seenPicture,
} from '../../../../../renderer/labs/turing/design/result.ts';

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

/** A picture of side² pixels whose values are a function of the place. */
function picture(side: number, value: (x: number, y: number) => number): PatternInput {
  const data = Float32Array.from({ length: side * side }, (_, i) => value(i % side, Math.floor(i / side)));
  return { observation: 'picture', array: { shape: [side, side], data }, description: '' };
}

describe('design.json', () => {
  it('gets its typed arrays back', () => {
    const design = readDesign(bytesOf({ designs: [], cloud: [1, 2], curve: [], trainingMacrostates: [0.5] }));
    expect(design.cloud).toEqual(Float32Array.of(1, 2));
    expect(design.trainingMacrostates).toEqual(Float32Array.of(0.5));
  });

  it('is refused when it is something else', () => {
    expect(() => readDesign(bytesOf({ kept: 3 }))).toThrow(HostError);
  });
});

describe('pictures', () => {
  it('takes one pattern out of a stack', () => {
    const stack = { b: { shape: [2, 2, 2], data: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8) } };
    expect(designPicture(stack, 'b', 1)?.data).toEqual(Float32Array.of(5, 6, 7, 8));
    expect(designPicture(stack, 'b', 2)).toBeNull();
    expect(designPicture(stack, 'a', 0)).toBeNull();
  });

  it('shows a picture as the model sees it: on 64², averaged', () => {
    const seen = examplePicture(
      picture(256, (x) => x),
      'b',
    );
    expect([seen.width, seen.height]).toEqual([64, 64]);
    expect(Array.from(seen.data.subarray(0, 3))).toEqual([1.5, 5.5, 9.5]);
  });

  it('shows the middle of a picture that is wider than the lattice', () => {
    const seen = examplePicture(
      picture(256, (x) => x),
      'b',
      128,
    );
    expect(seen.data[0]).toBeCloseTo(64.5);
    expect(seen.data[63]).toBeCloseTo(190.5);
  });

  it('shows what the model saw, from the result', () => {
    const pair = { shape: [2, 1, 2], data: Float32Array.of(1, 2, 3, 4) };
    expect(seenPicture(pair, 'b').data).toEqual(Float32Array.of(3, 4));
    const single = { shape: [1, 2], data: Float32Array.of(5, 6) };
    expect(seenPicture(single, 'b').data).toEqual(Float32Array.of(5, 6));
  });

  it('shows the field asked for of a pair', () => {
    const pair: PatternInput = {
      observation: 'fields',
      array: { shape: [2, 1, 2], data: Float32Array.of(1, 2, 3, 4) },
      description: '',
    };
    expect(examplePicture(pair, 'a').data).toEqual(Float32Array.of(1, 2));
    expect(examplePicture(pair, 'b').data).toEqual(Float32Array.of(3, 4));
  });
});
