import { describe, expect, it } from 'vitest';
import { writeNpy } from '../../../main/data/npy.ts';
import { spacetimeForPage } from '../../../main/host/services/spacetime.ts';
import { services } from '../../../main/host/services/index.ts';
import { payloadLimit } from '../../../preload/contract/index.ts';
import { checkPayload } from '../../../preload/contract/payload.ts';
import { rejectionOf } from '../../data/faults.ts';

/** A byte a value in the file, four in the series. */
const series = (times: number, width: number) =>
  writeNpy({
    shape: [times, width],
    data: Uint8Array.from({ length: times * width }, (_, i) => (i * i) % 7),
  });

describe('series for the page', () => {
  it('fit into one message, there and back', async () => {
    const { spacetime } = await spacetimeForPage('s.npy', series(1000, 1000), {});
    expect(checkPayload({ inputs: { spacetime } })).toBeLessThan(payloadLimit);
  });

  it('are refused when they do not, and taken with fewer steps', async () => {
    const bytes = series(4500, 4000);
    expect(bytes.length).toBeLessThan(payloadLimit);
    const fault = await rejectionOf(spacetimeForPage('s.npy', bytes, {}));
    expect(fault.code).toBe('too-large');
    expect(fault.message).toMatch(/4500 steps of 4000 cells; the page takes 16 million values at once/);
    expect((await spacetimeForPage('s.npy', bytes, { stride: 2 })).spacetime.shape[1]).toBe(2250);
  });

  it('are read with the roles the page gives', async () => {
    const { spacetimeRead } = services({ runs: '', emit: async () => {} });
    const input = await spacetimeRead({
      name: 's.npy',
      bytes: Uint8Array.from(series(20, 30)),
      layout: { axes: ['x', 'time'] },
    });
    expect(input.spacetime.shape).toEqual([1, 30, 1, 1, 20]);
  });
});
