import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { MonotoneNetwork } from '../../../main/methods/mlrg/moderator/network.ts';
import {
  learnedMap,
  readMonotones,
  storeMonotones,
  type StoredMonotones,
} from '../../../main/methods/mlrg/stored.ts';

const shape = { couplings: 5, widths: [6, 4], layerNorm: true };
const stored: StoredMonotones = {
  settings: { internal: 'Z2', spin: 'A1+E', frame: 'geometric' },
  shape,
  flow: { solver: 'rk4', steps: 2 },
  members: [1, 2].map((seed) => MonotoneNetwork.initial(shape, new RandomStream(seed, 'network'))),
};

/** As files would give it back. */
function reloaded(change: (description: Record<string, unknown>) => void = () => undefined) {
  const { description, arrays } = storeMonotones(stored);
  const copy = JSON.parse(JSON.stringify(description)) as Record<string, unknown>;
  change(copy);
  return { id: 'run/x', description: copy, arrays: structuredClone(arrays) };
}

describe('stored monotones', () => {
  it('are read as they were', () => {
    const read = readMonotones(reloaded());
    expect(read.settings).toEqual(stored.settings);
    expect(read.flow).toEqual(stored.flow);
    expect(read.members.map(({ parameters }) => parameters)).toEqual(
      stored.members.map(({ parameters }) => parameters),
    );
  });

  it('make maps of each member and of their mean', () => {
    const start = Float64Array.of(0.6, 0.1, -0.2, 0.05, 0.3);
    const gradients = [learnedMap(stored), learnedMap(stored, 0), learnedMap(stored, 1)].map((map) => {
      const slope = new Float64Array(5);
      map.monotone?.gradient(start, slope);
      return slope;
    });
    for (let m = 0; m < 5; m++) {
      expect(gradients[0][m]).toBeCloseTo((gradients[1][m] + gradients[2][m]) / 2, 14);
    }
    const map = learnedMap(stored);
    expect(map.title).toBe('learned, A1+E, mean of 2');
    expect(map.step(start).bits).toBeNull();
    const jacobian = map.jacobian(start);
    const step = 1e-6;
    for (let n = 0; n < 5; n++) {
      const at = (shift: number) =>
        map.step(start.map((value, m) => (m === n ? value + shift : value))).couplings;
      const [more, less] = [at(step), at(-step)];
      for (let m = 0; m < 5; m++) {
        expect(jacobian[m * 5 + n]).toBeCloseTo((more[m] - less[m]) / (2 * step), 7);
      }
    }
  });

  it('are refused when the model is another, or does not fit', () => {
    const none = reloaded((description) => delete description.monotones);
    expect(() => readMonotones(none)).toThrow('run/x holds no RG monotone.');
    const other = reloaded((description) => {
      (description.monotones as { settings: { spin: string } }).settings.spin = 'A1';
    });
    expect(() => readMonotones(other)).toThrow('do not fit');
    const short = reloaded();
    short.arrays.parameters = { shape: [1, 3], data: new Float64Array(3) };
    expect(() => readMonotones(short)).toThrow('do not fit');
  });
});
