import { expect, it } from 'vitest';
import {
  couplingText,
  couplingWords,
  spinText,
  symmetryName,
} from '../../../../renderer/labs/renormalization/names.ts';

it('writes couplings and spins with subscripts, and says the frame where it is not the paper’s', () => {
  expect(couplingText('J12')).toBe('J₁₂');
  expect(couplingText('other couplings, as generated')).toBe('other couplings, as generated');
  expect(spinText('2A1+E')).toBe('2A₁⊕E');
  expect(symmetryName({ spin: 'A1+E', internal: 'Z2', frame: 'paper' })).toBe('A₁⊕E, Z2');
  expect(symmetryName({ spin: 'A1', internal: 'S3', frame: 'geometric' })).toBe('A₁, S3, geometric frame');
});

it('names the couplings that are not zero, and the bare one always', () => {
  expect(couplingWords(['J0', 'J1', 'J2'], [0.814, 1e-14, -0.5])).toEqual(['J₀ 0.814', 'J₂ −0.500']);
  expect(couplingWords(['J0', 'J1'], [1e-9, 0])).toEqual(['J₀ 0']);
});
