import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { CircularConvolution } from '../../../main/compute/simd/convolution.ts';
import { ConvolutionEncoder, SimdEngine, type Parameter } from '../../../main/compute/simd/index.ts';
import * as reference from './reference.ts';

function normals(stream: RandomStream, count: number): Float64Array {
  const values = new Float32Array(count);
  stream.fillNormal(values);
  return Float64Array.from(values);
}

function valuesOf(parameters: readonly Parameter[]): reference.Values {
  return Object.fromEntries(parameters.map(({ name, value }) => [name, Float64Array.from(value)]));
}

function largest(values: ArrayLike<number>): number {
  return Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
}

/** Means, then standard deviations of the planes of an image. */
function moments(source: Float64Array, count: number): number[] {
  const area = source.length / count;
  const planes = Array.from({ length: count }, (_, c) => source.subarray(c * area, (c + 1) * area));
  const means = planes.map((plane) => plane.reduce((a, b) => a + b, 0) / area);
  const deviations = planes.map((plane, c) =>
    Math.sqrt(plane.reduce((a, b) => a + (b - means[c]) ** 2, 0) / area + 1e-5),
  );
  return [...means, ...deviations];
}

describe('circular convolution', () => {
  it.each([
    { inputs: 2, outputs: 3, kernel: 5, stride: 2, size: 16 },
    { inputs: 3, outputs: 4, kernel: 3, stride: 2, size: 32 },
    { inputs: 6, outputs: 5, kernel: 3, stride: 1, size: 8 },
    { inputs: 1, outputs: 7, kernel: 5, stride: 1, size: 16 },
  ] as const)('$kernel×$kernel stride $stride and its gradients are the formula’s', (shape) => {
    const { inputs, outputs, size } = shape;
    const engine = new SimdEngine({ capacity: 2 ** 23 });
    const stream = new RandomStream(5, 'convolution');
    const slope = 0.1;
    const layer = new CircularConvolution(engine, { name: 'c', ...shape, slope, stream });
    const [weight, bias] = layer.parameters();
    stream.fillNormal(bias.value, 0.3);
    const values = valuesOf(layer.parameters());
    const batch = 3;
    const area = size * size;
    const outputArea = layer.side * layer.side;

    // x as if it were the output of a leaky ReLU: its gradient comes back through that one's mask.
    const x = engine.zeros(inputs, batch * area);
    stream.fillNormal(x.data);
    const image = (source: ArrayLike<number>, index: number) =>
      Float64Array.from({ length: inputs * area }, (_, k) => {
        return source[Math.floor(k / area) * batch * area + index * area + (k % area)];
      });
    const expected = [0, 1, 2].map((index) =>
      reference.convolution(values['c.weight'], values['c.bias'], image(x.data, index), { ...shape, slope }),
    );

    const pass = layer.forward({ pointer: x.pointer, channelStride: x.stride, imageStride: area }, batch);
    for (const [index, y] of expected.entries()) {
      for (let o = 0; o < outputs; o++) {
        const measured = pass.y.row(o).subarray(index * outputArea, (index + 1) * outputArea);
        const difference = y
          .subarray(o * outputArea, (o + 1) * outputArea)
          .map((value, p) => value - measured[p]);
        expect(largest(difference)).toBeLessThan(1e-5);
      }
    }

    // Loss Σ g·y, g given as the gradient before the rectifier.
    const g = normals(stream, outputs * batch * outputArea);
    const dy = engine.zeros(outputs, batch * outputArea);
    dy.data.set(g.map((value, i) => (pass.y.data[i] > 0 ? value : slope * value)));
    const dx = pass.backward(dy, x)?.data ?? new Float32Array();
    const loss = (index: number, source: Float64Array) => {
      const y = reference.convolution(values['c.weight'], values['c.bias'], source, { ...shape, slope });
      return y.reduce((sum, value, k) => {
        const o = Math.floor(k / outputArea);
        return sum + g[(o * batch + index) * outputArea + (k % outputArea)] * value;
      }, 0);
    };
    const images = [0, 1, 2].map((index) => image(x.data, index));
    const total = () => images.reduce((sum, source, index) => sum + loss(index, source), 0);
    const scale = largest(weight.gradient);
    for (let k = 0; k < weight.value.length; k += 7) {
      const expectedGradient = reference.difference(values['c.weight'], k, total);
      expect(Math.abs(weight.gradient[k] - expectedGradient) / scale).toBeLessThan(1e-4);
    }
    bias.gradient.forEach((measured, k) => {
      expect(Math.abs(measured - reference.difference(values['c.bias'], k, total)) / scale).toBeLessThan(
        1e-4,
      );
    });
    for (let k = 0; k < inputs * area; k += 13) {
      const place = Math.floor(k / area) * batch * area + area + (k % area);
      const through = x.data[place] > 0 ? 1 : slope;
      const expectedGradient = through * reference.difference(images[1], k, () => loss(1, images[1]));
      expect(Math.abs(dx[place] - expectedGradient) / largest(dx)).toBeLessThan(1e-4);
    }
  });

  it('refuses sizes its panels do not fit', () => {
    const engine = new SimdEngine({ capacity: 2 ** 20 });
    const stream = new RandomStream(1, 'convolution');
    const shape = {
      name: 'c',
      inputs: 1,
      outputs: 1,
      kernel: 3,
      stride: 2,
      size: 24,
      slope: 0,
      stream,
    } as const;
    expect(() => new CircularConvolution(engine, shape)).toThrow(/24/);
  });
});

describe('encoder', () => {
  const channels = [4, 6, 5, 8];
  const batch = 3;
  const hidden = 9;

  function referenceOutput(values: reference.Values, image: Float64Array, inputs: number, extra: number[]) {
    let x = image;
    let [size, depth] = [64, inputs];
    for (const [index, outputs] of channels.entries()) {
      const options = {
        inputs: depth,
        size,
        kernel: index === 0 ? 5 : 3,
        stride: index === 3 ? 1 : 2,
        slope: 0.1,
      };
      x = reference.convolution(
        values[`e.convolution${index}.weight`],
        values[`e.convolution${index}.bias`],
        x,
        options,
      );
      size /= options.stride;
      depth = outputs;
    }
    const pooled = [...moments(x, depth), ...moments(image, inputs), ...extra];
    return { pooled, output: reference.mlp(values, 'e.head', pooled, 0.1) };
  }

  it.each([
    { inputs: 2, extra: 0 },
    { inputs: 1, extra: 5 },
  ])(
    'with $inputs channels and $extra extra features is the formula’s, with its gradients',
    ({ inputs, extra }) => {
      const engine = new SimdEngine({ capacity: 2 ** 25 });
      const stream = new RandomStream(11, 'encoder');
      const encoder = new ConvolutionEncoder(engine, {
        name: 'e',
        inputChannels: inputs,
        size: 64,
        channels,
        extra,
        hidden,
        outputs: 2,
        stream,
      });
      for (const { name, value } of encoder.parameters()) {
        if (name.includes('bias')) stream.fillNormal(value, 0.1);
      }
      const values = valuesOf(encoder.parameters());
      const images = engine.floats(batch * inputs * 4096);
      stream.fillNormal(images);
      const features = normals(stream, batch * extra);
      const given = extra > 0 ? engine.zeros(extra, batch).setExamples(features) : undefined;
      const pass = encoder.forward(images, batch, given);

      const imageOf = (index: number) =>
        Float64Array.from(images.subarray(index * inputs * 4096, (index + 1) * inputs * 4096));
      const oracle = (index: number) =>
        referenceOutput(
          values,
          imageOf(index),
          inputs,
          Array.from(features.subarray(index * extra, (index + 1) * extra)),
        );
      const [output, pooled] = [pass.output.toExamples(), pass.pooled.toExamples()];
      for (let index = 0; index < batch; index++) {
        const expected = oracle(index);
        expect(expected.pooled).toHaveLength(encoder.features);
        expected.output.forEach((value, i) =>
          expect(Math.abs(output[index * 2 + i] - value)).toBeLessThan(1e-5),
        );
        expected.pooled.forEach((value, i) => {
          expect(Math.abs(pooled[index * encoder.features + i] - value)).toBeLessThan(1e-5);
        });
      }

      // Loss Σ g·output + Σ h·pooled.
      const g = normals(stream, batch * 2);
      const h = normals(stream, batch * encoder.features);
      pass.backward(
        engine.zeros(2, batch).setExamples(g),
        engine.zeros(encoder.features, batch).setExamples(h),
      );
      const loss = () => {
        let sum = 0;
        for (let index = 0; index < batch; index++) {
          const result = oracle(index);
          result.output.forEach((value, i) => (sum += g[index * 2 + i] * value));
          result.pooled.forEach((value, i) => (sum += h[index * encoder.features + i] * value));
        }
        return sum;
      };
      for (const { name, gradient } of encoder.parameters()) {
        for (let sample = 0; sample < 3; sample++) {
          const k = stream.integer(gradient.length);
          const expected = reference.difference(values[name], k, loss);
          expect(Math.abs(gradient[k] - expected) / largest(gradient)).toBeLessThan(1e-3);
        }
      }
    },
  );

  it('says which images and features it needs', () => {
    const engine = new SimdEngine({ capacity: 2 ** 22 });
    const stream = new RandomStream(1, 'encoder');
    const options = { name: 'e', inputChannels: 1, size: 64, channels, extra: 2, outputs: 1, stream };
    const encoder = new ConvolutionEncoder(engine, options);
    const images = engine.floats(4096);
    expect(() => encoder.forward(images, 2)).toThrow(/4096 values for 2 images/);
    expect(() => encoder.forward(images, 1)).toThrow(/0 rows of extra features for an encoder of 2/);
    expect(() => new ConvolutionEncoder(engine, { ...options, channels: [4] })).toThrow(/1 channel counts/);
  });
});
