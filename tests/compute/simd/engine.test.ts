import { describe, expect, it } from 'vitest';
import { SimdEngine } from '../../../main/compute/simd/index.ts';
import { parameter } from '../../../main/compute/simd/parameter.ts';

describe('engine', () => {
  it('gives a scope’s memory back, also when it fails, and keeps what was made outside', () => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    const kept = engine.zeros(2, 8);
    kept.data.fill(3);
    const { used } = engine;
    const result = engine.scope(() => {
      engine.zeros(4, 100).data.fill(7);
      expect(engine.used).toBeGreaterThan(used);
      return engine.scope(() => 5);
    });
    expect(result).toBe(5);
    expect(() =>
      engine.scope(() => {
        engine.floats(10);
        throw new Error('inside');
      }),
    ).toThrow('inside');
    expect(engine.used).toBe(used);
    expect(engine.inScope).toBe(false);
    expect(engine.zeros(4, 100).data.every((value) => value === 0)).toBe(true);
    expect(kept.data.every((value) => value === 3)).toBe(true);
  });

  it('says so when its memory is full', () => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    expect(() => engine.zeros(1000, 1000)).toThrow(/memory of 1 MB is full: 4 MB are needed/);
  });

  it('refuses parameters that a scope would take away', () => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    expect(() => engine.scope(() => parameter(engine, 'w', [2]))).toThrow(/parameter w/);
  });

  it('names its build for the record', () => {
    expect(new SimdEngine({ capacity: 2 ** 17 }).backend).toBe('simd-engine');
  });
});

describe('matrix', () => {
  it('holds examples feature by feature, padded with zeros to 8', () => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    const matrix = engine.zeros(2, 3);
    matrix.data.fill(9);
    matrix.setExamples([1, 10, 2, 20, 3, 30]);
    expect(Array.from(matrix.data)).toEqual([1, 2, 3, 0, 0, 0, 0, 0, 10, 20, 30, 0, 0, 0, 0, 0]);
    expect(Array.from(matrix.toExamples())).toEqual([1, 10, 2, 20, 3, 30]);
    expect(Array.from(matrix.slice(1, 1).row(0))).toEqual([10, 20, 30]);
    expect(Array.from(engine.zeros(2, 3).copyFrom(matrix).row(1))).toEqual([10, 20, 30]);
  });

  it('refuses what does not fit', () => {
    const engine = new SimdEngine({ capacity: 2 ** 18 });
    const matrix = engine.zeros(2, 3);
    expect(() => matrix.setExamples([1])).toThrow(/1 values for 3 examples of 2 features/);
    expect(() => matrix.slice(1, 2)).toThrow(/rows 1 to 3/);
    expect(() => matrix.copyFrom(engine.zeros(3, 3))).toThrow(/3×3/);
  });
});
