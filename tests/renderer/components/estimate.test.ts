import { describe, expect, it } from 'vitest';
import {
  distance,
  distanceText,
  estimateText,
  estimateTitle,
} from '../../../renderer/components/estimate.ts';

describe('an estimate in the notation of the field', () => {
  it.each([
    [1582.4, 1.2, '1582.4(12)'],
    [1.87537, 5e-5, '1.87537(5)'],
    [0.61097, 0.00012, '0.61097(12)'],
    [-1.0447, 0.031, '−1.04(3)'],
    [1582.4, 12.4, '1582(12)'],
    [15824, 340, '15800(300)'],
    [1.75, 0.0996, '1.75(10)'],
    [1.75, 0.00296, '1.750(3)'],
    [1.75, 0.0294, '1.750(29)'],
    [2, 0.0246, '2.000(25)'],
    [1.5, 0, '1.5(0)'],
    [1.4e-7, 1.2e-8, '1.40(12)e−7'],
    [-3.1e-11, 4e-12, '−3.1(4)e−11'],
    [2e-9, 6e-6, '0(6)e−6'],
  ])('%d ± %d is %s', (value, error, text) => expect(estimateText({ value, error })).toBe(text));

  it('says that there is no error, or no estimate', () => {
    expect(estimateText({ value: 11.2553, error: null })).toBe('11.255(–)');
    expect(estimateTitle({ value: 11.2553, error: null })).toBe('no error');
    expect(estimateText({ value: 0.25, error: null })).toBe('0.25(–)');
    expect(estimateText({ value: 3000, error: null })).toBe('3\u2009000(–)');
    expect(estimateText(null)).toBe('–');
    expect(estimateText({ value: NaN, error: 1 })).toBe('–');
    expect(estimateTitle(undefined)).toBe('not measured');
  });
});

describe('the distance to a reference', () => {
  it('counts both errors, in quadrature', () => {
    const off = distance({ value: 5, error: 0.3 }, { value: 4, error: 0.4 });
    expect(off?.sigmas).toBeCloseTo(2);
    expect(off?.percent).toBeCloseTo(25);
    expect(distanceText(off)).toBe('+2.0 σ, +25.00%');
  });

  it('is in percent alone where nothing has an error', () => {
    expect(distanceText(distance({ value: 0.999, error: null }, 1))).toBe('−0.10%');
    expect(distanceText(distance({ value: 0.9995, error: null }, 1))).toBe('−0.050%');
  });

  it('is in standard errors alone from zero', () => {
    expect(distance({ value: 0.1, error: 0.1 }, 0)).toEqual({ sigmas: 1, percent: null });
  });

  it('is none where something is missing', () => {
    expect(distance(null, 1)).toBeNull();
    expect(distance({ value: 1, error: 1 }, null)).toBeNull();
    expect(distanceText(null)).toBe('');
  });
});
