import type {
  ChainLink,
  ExperimentSpec,
  FlowSpec,
  PatternGeneration,
  SpecOf,
} from '../../../preload/contract/index.ts';
import { patternGeneration } from '../../../preload/contract/index.ts';
import { parameterDimension } from './coordinates.ts';
import { channelsOf, encoderOutputs, featureCountOf } from './turing/encoder-reader.ts';
import { fieldFeatureCount } from './turing/features.ts';

type Side = ChainLink['side'];

/** Kernels and strides of the encoder's convolutions, as in ConvolutionEncoder, and the units of its head. */
const convolutions = [
  { kernel: 5, stride: 2 },
  { kernel: 3, stride: 2 },
  { kernel: 3, stride: 2 },
  { kernel: 3, stride: 1 },
] as const;
const headUnits = 64;

/**
 * The networks of an experiment, layer by layer, with dimensions and the exact number of trained values: what the model editor
 * shows. Empty for experiments without networks.
 */
export function chainOf(spec: ExperimentSpec): ChainLink[] {
  switch (spec.kind) {
    case 'linear-system':
      return [
        prepared('u', 'M, standardised', '2×2', 4),
        ...flow('u', 'φu', 4, spec.flowU),
        macrostate('u', 4, spec.macroDimension),
        prepared(
          'v',
          spec.coordinates === 'polar' ? 'log radii and angles, standardised' : 'positions, standardised',
          '8 points',
          16,
        ),
        ...flow('v', 'φv', 16, spec.flowV),
        macrostate('v', 16, spec.macroDimension),
      ];
    case 'oscillator': {
      const dimension = 2 + spec.padding;
      return [
        prepared('u', `(x, p) and ${spec.padding} of noise`, '2', dimension),
        ...flow('u', 'φ, shared by u and v', dimension, spec.flow),
        macrostate('u', dimension, spec.macroDimension),
      ];
    }
    case 'turing-hybrid':
      return [
        ...parameterSide(spec),
        prepared('v', 'spectral features', fields(spec), fieldFeatureCount),
        prepared('v', 'principal components', String(fieldFeatureCount), spec.components),
        ...flow('v', 'φv', spec.components, spec.flowV),
        macrostate('v', spec.components, spec.macroDimension),
      ];
    case 'turing-cnn':
      return [...parameterSide(spec), ...encoder(spec), ...posterior(spec)];
    case 'turing-convolutional':
      return [...parameterSide(spec), ...convolutionalFlow(spec)];
    default:
      return [];
  }
}

type Turing = SpecOf<'turing-hybrid' | 'turing-cnn' | 'turing-convolutional'>;

function parameterSide(spec: Turing): ChainLink[] {
  return [
    prepared('u', '(Da, Db, F, κ) in the unit box, logit', '4', parameterDimension),
    ...flow('u', 'φu', parameterDimension, spec.flowU),
    macrostate('u', parameterDimension, spec.macroDimension),
  ];
}

/** Patterns of a data set run have the size that the run says; the shipped one is shown. */
function generationOf({ data }: Turing): PatternGeneration {
  return data.source === 'generate' ? data.generation : patternGeneration.parse({});
}

function fields(spec: Turing): string {
  const { size } = generationOf(spec);
  const channels = spec.kind === 'turing-cnn' ? channelsOf(spec) : 2;
  return image(size, channels);
}

function image(size: number, channels: number): string {
  return channels === 1 ? `${size}²` : `${size}²×${channels}`;
}

function prepared(side: Side, name: string, input: string, output: number): ChainLink {
  return { side, name, input, output: String(output), parameters: 0 };
}

function macrostate(side: Side, dimension: number, macroDimension: number): ChainLink {
  return {
    side,
    name: `macrostate; ${dimension - macroDimension} free`,
    input: String(dimension),
    output: String(macroDimension),
    parameters: 0,
  };
}

/** Weights and biases of a perceptron with these widths. */
function perceptron(...widths: number[]): number {
  return widths.slice(1).reduce((sum, width, i) => sum + width * (widths[i] + 1), 0);
}

function couplingParameters(dimension: number, width: number, condition: number): number {
  const kept = Math.floor(dimension / 2);
  return perceptron(kept + condition, width, width, 2 * (dimension - kept));
}

function flow(side: Side, name: string, dimension: number, spec: FlowSpec, condition = 0): ChainLink[] {
  const through = String(dimension);
  return Array.from({ length: spec.layers }, (_, layer): ChainLink[] => [
    spec.mixing === 'rotation'
      ? { side, name: `${name} ${layer + 1}: fixed rotation`, input: through, output: through, parameters: 0 }
      : {
          side,
          name: `${name} ${layer + 1}: ActNorm and learned linear map`,
          input: through,
          output: through,
          // Scale and shift; triangles and diagonal.
          parameters: 2 * dimension + dimension * dimension + dimension,
        },
    {
      side,
      name: `${name} ${layer + 1}: affine coupling, ${spec.width} wide`,
      input: condition > 0 ? `${dimension} | ${condition}` : through,
      output: through,
      parameters: couplingParameters(dimension, spec.width, condition),
    },
  ]).flat();
}

function encoder(spec: SpecOf<'turing-cnn'>): ChainLink[] {
  const inputs = channelsOf(spec);
  const extra = featureCountOf(spec);
  const outputs = encoderOutputs(spec);
  const links: ChainLink[] = [];
  let { size } = generationOf(spec);
  let channels = inputs;
  convolutions.forEach(({ kernel, stride }, i) => {
    const next = spec.channels[i];
    const side = size / stride;
    links.push({
      side: 'v',
      name: `circular convolution ${kernel}×${kernel}${stride > 1 ? `, stride ${stride}` : ''}, leaky ReLU`,
      input: image(size, channels),
      output: image(side, next),
      parameters: next * (channels * kernel * kernel + 1),
    });
    size = side;
    channels = next;
  });
  const pooled = 2 * channels + 2 * inputs + extra;
  return [
    ...links,
    {
      side: 'v',
      name: 'mean and deviation of channels and input, spectral features',
      input: image(size, channels),
      output: String(pooled),
      parameters: 0,
    },
    {
      side: 'v',
      name: `head, ${headUnits} hidden units`,
      input: String(pooled),
      output: String(outputs),
      parameters: perceptron(pooled, headUnits, outputs),
    },
    macrostate('v', outputs, spec.macroDimension),
  ];
}

function posterior(spec: SpecOf<'turing-cnn'>): ChainLink[] {
  const { layers, width } = spec.posterior;
  return flow(
    'posterior',
    'posterior',
    parameterDimension,
    { ...spec.flowU, layers, width },
    encoderOutputs(spec),
  );
}

function convolutionalFlow(spec: SpecOf<'turing-convolutional'>): ChainLink[] {
  const links: ChainLink[] = [];
  let { size } = generationOf(spec);
  let channels = 2;
  for (let scale = 1; scale <= spec.scales; scale++) {
    links.push({
      side: 'v',
      name: `scale ${scale}: ${spec.squeeze === 'haar' ? 'Haar squeeze' : 'pixel shuffle'} and ActNorm`,
      input: image(size, channels),
      output: image(size / 2, 4 * channels),
      parameters: 2 * 4 * channels,
    });
    size /= 2;
    channels *= 4;
    const half = channels / 2;
    for (let i = 1; i <= spec.couplings; i++) {
      links.push({
        side: 'v',
        name: `scale ${scale}: convolutional coupling ${i}, ${spec.hidden} hidden channels`,
        input: image(size, channels),
        output: image(size, channels),
        parameters: spec.hidden * (9 * half + 1) + perceptron(spec.hidden, spec.hidden, channels),
      });
    }
    if (scale === spec.scales) break;
    links.push({
      side: 'v',
      name: `scale ${scale}: half of the channels leave`,
      input: image(size, channels),
      output: image(size, half),
      parameters: 0,
    });
    channels = half;
  }
  links.push({
    side: 'v',
    name: 'spatial means, the rest leaves; ActNorm',
    input: image(size, channels),
    output: String(channels),
    parameters: 2 * channels,
  });
  for (let i = 1; i <= spec.head.layers; i++) {
    links.push({
      side: 'v',
      name: `head ${i}: fixed rotation and affine coupling, ${spec.head.width} wide`,
      input: String(channels),
      output: String(channels),
      parameters: couplingParameters(channels, spec.head.width, 0),
    });
  }
  return [...links, macrostate('v', channels, spec.macroDimension)];
}
