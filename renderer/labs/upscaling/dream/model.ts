import type { ModelSummary, SpecOf } from '../../../../preload/contract/index.ts';
import { count, significant } from '../../../components/numbers.ts';

/** Range of couplings of a model with temperature as input; null for every other. */
export function temperatureRange(model: ModelSummary | undefined): { low: number; high: number } | null {
  const spec = model?.spec;
  if (spec?.kind !== 'upscaler-training' || spec.model.type !== 'temperature') return null;
  const { low, high } = spec.model;
  return { low, high };
}

/** Scores of trainings, as they are called here. In nats per pixel. */
const scoreNames: Record<string, string> = {
  'held out: loss': 'loss, held out',
  'training: loss': 'loss in training',
  'entropy floor': 'floor of independent pixels',
};

/** What is worth knowing of an upscaler before it is used: what it was trained on, and how well it does. */
export function modelFacts(model: ModelSummary): { name: string; value: string }[] {
  const facts: { name: string; value: string }[] = [];
  const { spec } = model;
  if (spec?.kind === 'upscaler-training') {
    if (spec.data.source === 'monte-carlo') {
      facts.push({
        name: 'trained on',
        value: `${count(spec.data.configurations)} × ${spec.data.size}²`,
      });
    }
    facts.push({ name: 'loss function', value: spec.loss });
  }
  for (const [name, { value }] of Object.entries(model.scores)) {
    facts.push({ name: scoreNames[name] ?? name, value: significant(value, 5) });
  }
  return facts;
}

/** What an ensemble is called in lists: "Symmetric kernel, k = 7: 1 → 128²". */
export function ensembleName(spec: SpecOf<'upscaling'>, model: ModelSummary | undefined): string {
  const from = spec.start.from === 'one-spin' ? '1' : `${spec.start.size}²`;
  return `${model?.title ?? spec.model}: ${from} → ${spec.size}²`.slice(0, 120);
}
