import { describe, expect, it } from 'vitest';
import { callSchemas, type CallInput } from '../../../preload/contract/calls.ts';

describe('the call growthPreview', () => {
  const preview: CallInput<'growthPreview'> = {
    upscaler: { size: 3, weights: [0.1, 0.2, 0.3] },
    seed: 1,
    levels: 10,
    coupling: 0.44,
  };

  it('takes a kernel or a stored model, without sweeps unless told otherwise', () => {
    expect(callSchemas.growthPreview.parse(preview)).toEqual({ ...preview, sweeps: 0 });
    const stored = { ...preview, upscaler: { model: 'pretrained/upscaler-k7' }, sweeps: 4 };
    expect(callSchemas.growthPreview.parse(stored)).toEqual(stored);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an even kernel', { upscaler: { size: 4, weights: [1, 2, 3] } }],
    ['weights that are no numbers', { upscaler: { size: 3, weights: [1, Number.NaN, 3] } }],
    ['weights beyond all sense', { upscaler: { size: 3, weights: [1, 2, 300] } }],
    ['kernel and model at once', { upscaler: { size: 3, weights: [1, 2, 3], model: 'x' } }],
    ['more than 1024²', { levels: 11 }],
    ['more sweeps than a preview has time for', { sweeps: 101 }],
    ['entries it does not know', { size: 8 }],
  ])('refuses %s', (_, change) => {
    expect(callSchemas.growthPreview.safeParse({ ...preview, ...change }).success).toBe(false);
  });
});
