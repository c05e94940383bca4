import type { SimulationSettings } from '../../../../preload/contract/index.ts';
import { download } from '../../../components/download.ts';
import { encodeNpy } from './npy.ts';

/** Both fields as one array [2, n, n]: what the Design tab and numpy read. */
export function saveFields(
  name: string,
  { size, a, b }: { size: number; a: Float32Array; b: Float32Array },
): void {
  const both = new Float32Array(2 * size * size);
  both.set(a);
  both.set(b, size * size);
  download(`${name}.npy`, encodeNpy([2, size, size], both));
}

/** Everything that grows the same pattern again, as long as nobody painted. */
export function saveSettings(name: string, settings: SimulationSettings, step: number): void {
  const { parameters, stencil, size, seed } = settings;
  const value = {
    equation: 'Gray–Scott, explicit Euler, dx = dt = 1, periodic',
    parameters,
    stencil,
    size,
    seed,
    step,
  };
  download(`${name}.json`, `${JSON.stringify(value, null, 2)}\n`, 'application/json');
}
