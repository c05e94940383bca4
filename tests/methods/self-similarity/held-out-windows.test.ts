import { describe, expect, it } from 'vitest';
import { splitWindows } from '../../../main/methods/self-similarity/held-out-windows.ts';

describe('windows that are held out', () => {
  it('are whole runs spread over all, so that none of several kinds of run is only tested on', () => {
    // As with diffusion: the last run has a start of its own.
    const { training, heldOut } = splitWindows({ runs: 9, times: 20 }, 2, 1 / 8);
    expect(heldOut).toEqual({ runs: [4], firstStart: 0, starts: 17 });
    expect(training.runs).toEqual([0, 1, 2, 3, 5, 6, 7, 8]);
    expect(splitWindows({ runs: 16, times: 4 }, 2, 1 / 8).heldOut.runs).toEqual([4, 12]);
  });

  it('have no step in common with those trained on where there are few runs', () => {
    for (const times of [8, 9, 30, 100]) {
      const { training, heldOut } = splitWindows({ runs: 3, times }, 2, 1 / 8);
      expect(training.firstStart + training.starts - 1 + 3).toBeLessThan(heldOut.firstStart);
      expect(heldOut.firstStart + heldOut.starts - 1 + 3).toBe(times - 1);
      expect(Math.min(training.starts, heldOut.starts)).toBeGreaterThan(0);
    }
  });

  it('need steps enough', () => {
    expect(() => splitWindows({ runs: 9, times: 3 }, 2, 1 / 8)).toThrow(/too short/);
    expect(() => splitWindows({ runs: 1, times: 7 }, 2, 1 / 8)).toThrow(/leaves none to test/);
    expect(splitWindows({ runs: 1, times: 4 }, 2, 0).training.starts).toBe(1);
    expect(() => splitWindows({ runs: 1, times: 2 }, 1, 1 / 8)).toThrow(
      expect.objectContaining({ where: 'spacetime', remedy: 'Give at least 4 steps or 4 runs.' }),
    );
    expect(splitWindows({ runs: 1, times: 4 }, 1, 1 / 8).training.starts).toBe(1);
  });
});
