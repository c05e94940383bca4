import { expect, it } from 'vitest';
import { chooseBackend } from '../../../../main/compute/backends/index.ts';
import { tensorGradient } from '../../../../main/methods/mlrg/bench/tensor-gradient.ts';
import { FlowTape } from '../../../../main/methods/mlrg/moderator/flow.ts';
import { randomNetwork } from '../moderator/random-network.ts';

it('double gradients of tensors, which the benchmark times, are the gradients by hand in single precision', async () => {
  const network = randomNetwork({ couplings: 1, widths: [5, 4], layerNorm: false }, 51);
  const start = Float64Array.of(0.1, 0.5, 0.9, 1.3);
  const tape = new FlowTape(network, { solver: 'rk4', steps: 2 });
  tape.forward(start);
  const exact = network.parameters.map(() => 0);
  tape.backward(
    start.map(() => 1),
    1,
    exact,
  );
  const { tf } = await chooseBackend();
  const byTensors = tensorGradient(tf, network, start).flatMap((part) => [...part]);
  expect(byTensors).toHaveLength(exact.length);
  for (const [i, value] of exact.entries()) expect(byTensors[i]).toBeCloseTo(value, 3);
});
