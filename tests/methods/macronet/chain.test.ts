import { describe, expect, it } from 'vitest';
import { chooseBackend } from '../../../main/compute/backends/index.ts';
import { parameterCount, SimdEngine } from '../../../main/compute/simd/index.ts';
import { chainOf } from '../../../main/methods/macronet/chain.ts';
import { createFlowV } from '../../../main/methods/macronet/convolutional/reader.ts';
import { TensorWeights } from '../../../main/compute/tensors/weights.ts';
import { LinearSystemModel } from '../../../main/methods/macronet/linear-system/model.ts';
import { OscillatorModel } from '../../../main/methods/macronet/oscillator/model.ts';
import { createEncoder } from '../../../main/methods/macronet/turing/encoder-reader.ts';
import { createFlows } from '../../../main/methods/macronet/turing/encoder-training.ts';
import { FlowPair } from '../../../main/methods/macronet/flow-pair.ts';
import { schemaOf, type ExperimentSpec } from '../../../preload/contract/index.ts';

const countOf = (spec: ExperimentSpec, side?: string) =>
  chainOf(spec)
    .filter((link) => side === undefined || link.side === side)
    .reduce((sum, { parameters }) => sum + parameters, 0);

describe('the chain of layers', () => {
  it.each(['rotation', 'learned'] as const)(
    'counts the flows of the linear system, mixing by %s',
    (mixing) => {
      const spec = schemaOf['linear-system'].parse({
        kind: 'linear-system',
        flowU: { mixing, layers: 3 },
        flowV: { mixing, width: 24 },
      });
      expect(countOf(spec)).toBe(parameterCount([new LinearSystemModel(spec).pair]));
    },
  );

  it('counts the shared flow of the oscillator once', () => {
    const spec = schemaOf.oscillator.parse({ kind: 'oscillator', padding: 3 });
    expect(countOf(spec)).toBe(parameterCount([new OscillatorModel(spec).flow]));
  });

  it('counts the spectral hybrid', () => {
    const spec = schemaOf['turing-hybrid'].parse({ kind: 'turing-hybrid', components: 17 });
    const pair = new FlowPair(new SimdEngine(), { ...spec, dimensionU: 4, dimensionV: 17 });
    expect(countOf(spec)).toBe(parameterCount([pair]));
  });

  it.each(['fields', 'picture'] as const)('counts encoder, flow and posterior head for %s', (observation) => {
    const spec = schemaOf['turing-cnn'].parse({ kind: 'turing-cnn', observation, channels: [8, 12, 16, 20] });
    const engine = new SimdEngine();
    const { flowU, posterior } = createFlows(spec, engine);
    expect(countOf(spec, 'v')).toBe(parameterCount([createEncoder(spec, 64, engine)]));
    expect(countOf(spec, 'u')).toBe(parameterCount([flowU]));
    expect(countOf(spec, 'posterior')).toBe(parameterCount([posterior]));
  });

  it('counts the convolutional flow', async () => {
    await chooseBackend('cpu');
    const spec = schemaOf['turing-convolutional'].parse({ kind: 'turing-convolutional', scales: 3 });
    const weights = new TensorWeights();
    createFlowV(spec, 64, weights);
    expect(countOf(spec, 'v')).toBe(weights.count);
  });

  it('passes on from each layer what the next one takes', () => {
    const spec = schemaOf['turing-convolutional'].parse({ kind: 'turing-convolutional' });
    const links = chainOf(spec).filter(({ side }) => side === 'v');
    links.slice(1).forEach((link, i) => expect(link.input).toBe(links[i].output));
    expect(links[0].input).toBe('64²×2');
  });

  it('is empty where nothing is trained', () => {
    expect(chainOf(schemaOf['gray-scott-dataset'].parse({ kind: 'gray-scott-dataset' }))).toEqual([]);
  });
});
