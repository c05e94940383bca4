import { expect, it } from 'vitest';
import { couplingSpace } from '../../../../main/methods/mlrg/symmetry/space.ts';
import { boltzmannTensor } from '../../../../main/methods/mlrg/tensor/boltzmann.ts';
import { rowSpectrum } from '../../../../main/methods/mlrg/tensor/row.ts';

it('rows are diagonalised also where the QR of the library cycles for ever', () => {
  const space = couplingSpace({ internal: 'Z2', spin: 'E', frame: 'paper' });
  const tensor = boltzmannTensor(space, Float64Array.of(-0.9835934608203141, 0));
  const { dimensions } = rowSpectrum(tensor, 4, 3, 6);
  expect(dimensions).toHaveLength(6);
  for (const [k, { value }] of dimensions.slice(1).entries()) {
    expect(value).toBeGreaterThanOrEqual(dimensions[k].value - 1e-12);
  }
});
