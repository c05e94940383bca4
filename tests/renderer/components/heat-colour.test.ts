import { expect, it } from 'vitest';
import { heatColour } from '../../../renderer/components/heat-colour.ts';

it('has letters that can be read on every colour, and none where there is no value', () => {
  expect(heatColour(NaN, 'viridis')).toBeNull();
  expect(heatColour(0, 'magma')).toEqual({ background: 'rgb(0 0 4)', letters: '#ffffff' });
  expect(heatColour(1, 'magma')!.letters).toBe('#101418');
  expect(heatColour(5, 'magma', [0, 10])).toEqual(heatColour(0.5, 'magma'));
});
