import { describe, expect, it } from 'vitest';
import type { ModelSummary } from '../../../../../preload/contract/index.ts';
import {
  chosenModel,
  mainScore,
  usableModels,
} from '../../../../../renderer/labs/turing/design/model-choice.ts';

const model = (
  id: string,
  observation: ModelSummary['observation'],
  createdAt = '2026-01-01',
): ModelSummary => ({
  id,
  title: id,
  kind: observation === 'vectors' ? 'oscillator' : 'turing-cnn',
  observation,
  createdAt,
  samplers: ['posterior'],
  macroDimension: 3,
  scores: {},
});

const all = [
  model('run/older', 'fields', '2026-01-02'),
  model('run/newer', 'fields', '2026-01-03'),
  model('run/energy', 'vectors'),
  model('pretrained/turing-picture', 'picture'),
  model('pretrained/turing-cnn', 'fields'),
];

describe('choice of the model', () => {
  it('offers what reads the example: made for it, then pretrained, then newest', () => {
    expect(usableModels(all, 'fields').map(({ id }) => id)).toEqual([
      'pretrained/turing-cnn',
      'run/newer',
      'run/older',
      'pretrained/turing-picture',
    ]);
    expect(usableModels(all, 'picture').map(({ id }) => id)).toEqual(['pretrained/turing-picture']);
  });

  it('takes the named one, or the one made for this kind of observation', () => {
    const usable = usableModels(all, 'fields');
    expect(chosenModel(usable, 'auto', 'fields')?.id).toBe('pretrained/turing-cnn');
    expect(chosenModel(usable, 'run/newer', 'fields')?.id).toBe('run/newer');
    expect(chosenModel(usable, 'run/gone', 'fields')).toBeNull();
  });

  it('knows a model by its single-sample score', () => {
    const scores = { 'turing.bestOf4': { value: 0.9 }, 'turing.score': { value: 0.85 } };
    expect(mainScore({ ...all[0]!, scores })).toEqual({ name: 'turing.score', measured: { value: 0.85 } });
    expect(mainScore(all[0]!)).toBeNull();
  });
});
