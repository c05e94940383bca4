import { describe, expect, it } from 'vitest';
import { schemaOf, type ModelSummary } from '../../../../../preload/contract/index.ts';
import {
  excessLoss,
  heldOutLoss,
  listUpscalers,
} from '../../../../../renderer/labs/upscaling/train/losses.ts';

const upscaler = (id: string, loss: number | null, settings: object = {}): ModelSummary => ({
  id,
  title: id,
  kind: 'upscaler-training',
  observation: 'spins',
  createdAt: '2026-01-01T00:00:00Z',
  samplers: [],
  macroDimension: 0,
  spec: schemaOf['upscaler-training'].parse({ kind: 'upscaler-training', ...settings }),
  scores: loss === null ? {} : { 'held out: loss': { value: loss }, 'training: loss': { value: 0 } },
});

describe('upscalers side by side', () => {
  it('go by their loss on held-out data, those without one last', () => {
    const listed = listUpscalers([
      upscaler('run/none', null),
      upscaler('pretrained/upscaler-k3', 0.2604),
      upscaler('run/k7', 0.26006),
    ]);
    expect(listed.map(({ id, own }) => [id, own])).toEqual([
      ['run/k7', true],
      ['pretrained/upscaler-k3', false],
      ['run/none', true],
    ]);
  });

  it('stand apart when their loss means something else', () => {
    const listed = listUpscalers([
      upscaler('run/weighted', 0.2, { loss: 'weighted' }),
      upscaler('run/temperature', 0.1, { model: { type: 'temperature' } }),
      upscaler('run/k7', 0.26),
    ]);
    expect(listed.map(({ apart }) => apart)).toEqual([
      null,
      'mean over its couplings',
      'weighted, not comparable',
    ]);
    expect(heldOutLoss({})).toBeNull();
  });
});

const above = (value: number, newtonLoss: number | null) =>
  excessLoss({ loss: { training: { value, error: null }, heldOut: { value, error: null } }, newtonLoss });

describe('the loss above the optimum', () => {
  it('is what an optimiser left, and nothing when that is rounding or nobody knows', () => {
    expect(above(0.2605, 0.26)).toBeCloseTo(5e-4);
    expect(above(0.26 + 1e-15, 0.26)).toBeNull();
    expect(above(0.26, null)).toBeNull();
  });
});
