import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, ref } from 'vue';
import { schemaOf, type ModelSummary } from '../../../../../preload/contract/index.ts';
import { upscalingCost, upscalingSentence } from '../../../../../renderer/labs/upscaling/dream/cost.ts';
import { usePlayback } from '../../../../../renderer/labs/parts/playback.ts';
import { thumbnail } from '../../../../../renderer/labs/upscaling/dream/thumbnail.ts';

describe('playback of a growth', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('goes level by level to the last and stops there; playing again starts over', async () => {
    const level = ref(0);
    const scope = effectScope();
    const playback = scope.run(() => usePlayback(level, () => 3))!;
    playback.toggle();
    await nextTick();
    const seen = [level.value];
    for (let tick = 0; tick < 3; tick++) {
      vi.advanceTimersByTime(1000);
      await nextTick();
      seen.push(level.value);
    }
    expect(seen).toEqual([0, 1, 2, 3]);
    expect(playback.playing.value).toBe(false);
    playback.toggle();
    await nextTick();
    expect(level.value).toBe(0);
    scope.stop();
    vi.advanceTimersByTime(5000);
    expect(level.value).toBe(0);
  });

  it('stops where the user goes, and nowhere beyond the ends', () => {
    const level = ref(0);
    const scope = effectScope();
    const playback = scope.run(() => usePlayback(level, () => 3))!;
    playback.toggle();
    playback.show(9);
    expect([level.value, playback.playing.value]).toEqual([3, false]);
    playback.step(-5);
    expect(level.value).toBe(0);
    scope.stop();
  });
});

describe('a thumbnail', () => {
  it('is a small configuration itself', () => {
    expect(thumbnail({ size: 2, packed: Uint8Array.of(0b1011_0000) })).toEqual({
      size: 2,
      spins: Uint8Array.of(1, 0, 1, 1),
    });
  });

  it('takes every second spin of one of 128²', () => {
    const size = 128;
    const packed = new Uint8Array(size ** 2 / 8);
    // Row 2, column 6 is up: row 1, column 3 of the thumbnail.
    const index = 2 * size + 6;
    packed[index >> 3] = 0b1000_0000 >> (index & 7);
    const small = thumbnail({ size, packed });
    expect(small.size).toBe(64);
    expect(small.spins.indexOf(1)).toBe(64 + 3);
    expect(small.spins.lastIndexOf(1)).toBe(64 + 3);
  });
});

const spec = (more: object) => schemaOf.upscaling.parse({ kind: 'upscaling', ...more });
/** Without what starting takes. */
function work(more: object, cores = 1): number {
  const { growing, measuring } = upscalingCost(spec(more), cores);
  return growing + measuring;
}

describe('the cost of an ensemble', () => {
  it('goes with spins and sweeps, and is shared over cores', () => {
    expect(work({ size: 256 }) / work({ size: 128 })).toBeCloseTo(4);
    expect(work({ configurations: 40_000 }, 2)).toBeCloseTo(work({}, 1));
    expect(work({ sweeps: 2 })).toBeGreaterThan(work({}));
    expect(work({ measure: { correlation: false, rsrg: false } })).toBeLessThan(work({}));
  });

  it('depends on what grows: networks cost many times as much as kernels', () => {
    const growing = (model: object) =>
      upscalingCost(spec({}), 1, {
        spec: schemaOf['upscaler-training'].parse({ kind: 'upscaler-training', model }),
      } as ModelSummary).growing;
    expect(growing({ type: 'kernel' })).toBeCloseTo(upscalingCost(spec({}), 1).growing);
    expect(growing({ type: 'two-layer', size: 7 })).toBeGreaterThan(
      2 * growing({ type: 'two-layer', size: 3 }),
    );
    expect(growing({ type: 'two-layer', size: 3 })).toBeGreaterThan(10 * growing({ type: 'sequential' }));
  });

  it('is said before', () => {
    const from8 = spec({ start: { from: 'monte-carlo', size: 8 } });
    expect(upscalingSentence(from8, upscalingCost(from8, 2))).toMatch(
      /^20\u2009000 configurations from 8 to 128², each level measured; about \d+ s\.$/,
    );
  });
});
