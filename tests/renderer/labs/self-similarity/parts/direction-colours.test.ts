import { describe, expect, it } from 'vitest';
import {
  directionColours,
  directionCount,
  directionIndex,
} from '../../../../../renderer/labs/self-similarity/parts/direction-colours.ts';

const channels = (colour: string) => colour.match(/\d+/g)!.map(Number);
/** Relative luminance of sRGB, 0 to 1. */
function luminance(colour: string) {
  const [red, green, blue] = channels(colour).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('colours of directions', () => {
  it.each(['dark', 'light'] as const)('are equally light on %s, and go round without a seam', (theme) => {
    const colours = directionColours(theme);
    expect(new Set(colours).size).toBe(directionCount);
    const lights = colours.map(luminance);
    expect(Math.max(...lights) / Math.min(...lights)).toBeLessThan(1.35);
    const steps = colours.map((colour, i) => {
      const [a, b] = [channels(colour), channels(colours[(i + 1) % directionCount]!)];
      return Math.hypot(...a.map((value, channel) => value - b[channel]!));
    });
    expect(Math.max(...steps)).toBeLessThan(3 * (steps.reduce((sum, one) => sum + one, 0) / steps.length));
  });

  it('belong to angles of any turn', () => {
    expect(directionIndex(0)).toBe(0);
    expect(directionIndex(Math.PI)).toBe(directionCount / 2);
    expect(directionIndex(-Math.PI / 2)).toBe((3 * directionCount) / 4);
    expect(directionIndex(4 * Math.PI - 1e-9)).toBe(0);
  });
});
