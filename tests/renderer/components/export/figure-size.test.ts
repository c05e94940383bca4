import { describe, expect, it } from 'vitest';
import {
  defaultPreferences,
  figureSize,
  layoutOf,
  parsePreferences,
  pngPixels,
} from '../../../../renderer/components/export/figure-size.ts';

const shown = { width: 600, height: 400 };
const sized = (size: 'screen' | 'one-column' | 'two-columns' | 'custom') => ({ ...defaultPreferences, size });

describe('the size of a figure', () => {
  it('is that of the screen, but never too small to read', () => {
    expect(figureSize(sized('screen'), shown)).toEqual({ width: 600, height: 400, unit: 'px' });
    expect(figureSize(sized('screen'), { width: 200, height: 90 })).toMatchObject({
      width: 480,
      height: 320,
    });
  });

  it('is a column wide and keeps its proportions where they are readable', () => {
    expect(figureSize(sized('one-column'), shown)).toEqual({ width: 86, height: 57, unit: 'mm' });
    expect(figureSize(sized('two-columns'), { width: 1000, height: 100 }).height).toBe(98);
    expect(figureSize(sized('one-column'), { width: 1000, height: 100 }, true).height).toBe(9);
  });

  it('is the own one, and something before the page has measured', () => {
    expect(figureSize({ size: 'custom', width: 120, height: 80, unit: 'mm' }, shown)).toEqual({
      width: 120,
      height: 80,
      unit: 'mm',
    });
    expect(figureSize(sized('one-column'), { width: 0, height: 0 }).height).toBe(57);
  });

  it('has letters of the height asked for, whatever it is', () => {
    for (const width of [86, 178]) {
      const { width: across, enlarged } = layoutOf({ width, height: 60, unit: 'mm' }, 8);
      // 11 px are 8.25 pt.
      expect(11 * 0.75 * enlarged).toBeCloseTo(8, 12);
      expect(across * enlarged).toBeCloseTo((width / 25.4) * 96, 9);
    }
  });

  it('has the pixels of its resolution', () => {
    const one = { width: 86, height: 57, unit: 'mm' } as const;
    expect(pngPixels(one, { dpi: 300, scale: 3 })).toEqual({ width: 1016, height: 673 });
    expect(pngPixels({ width: 480, height: 320, unit: 'px' }, { dpi: 300, scale: 3 })).toEqual({
      width: 1440,
      height: 960,
    });
  });
});

it('takes the default for every choice it does not understand', () => {
  expect(parsePreferences(null)).toEqual(defaultPreferences);
  expect(parsePreferences({ size: 'poster', dpi: 1e9, letters: 9, theme: 7, sidecar: false })).toEqual({
    ...defaultPreferences,
    letters: 9,
    sidecar: false,
  });
});
