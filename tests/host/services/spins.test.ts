import { describe, expect, it } from 'vitest';
import { writeNpz } from '../../../main/data/npz.ts';
import { spinsForPage } from '../../../main/host/services/spins.ts';
import { checkPayload } from '../../../preload/contract/payload.ts';
import { payloadLimit } from '../../../preload/contract/index.ts';
import { rejectionOf } from '../../data/faults.ts';

const packed = (count: number, size: number) =>
  writeNpz({
    packed: { shape: [count, size ** 2 / 8], data: new Uint8Array((count * size ** 2) / 8) },
    size: { shape: [1], data: Int32Array.of(size) },
  });

describe('spins for the page', () => {
  it('fit into one message, there and back', async () => {
    const { spins } = await spinsForPage('s.npz', packed(63, 1024));
    expect(spins.shape).toEqual([63, 1024, 1024]);
    expect(checkPayload({ inputs: { spins } })).toBeLessThan(payloadLimit);
  });

  it('are refused when they do not, though their file would', async () => {
    const bytes = packed(64, 1024);
    expect(bytes.length).toBeLessThan(payloadLimit);
    const fault = await rejectionOf(spinsForPage('s.npz', bytes));
    expect(fault.code).toBe('too-large');
    expect(fault.message).toMatch(
      /64 configurations of 1024×1024, .*; the page takes 67 million spins at once/,
    );
    expect(fault.remedy).toMatch(/--as spins/);
  });
});
