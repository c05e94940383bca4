import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../main/compute/random.ts';
import { automatonStart } from '../../../main/physics/cellular-automata/start.ts';

const stream = () => new RandomStream(1, 'start');

describe('automatonStart', () => {
  it('puts a single 1 in the middle', () => {
    expect([...automatonStart(7, 'single', 0, stream())]).toEqual([0, 0, 0, 1, 0, 0, 0]);
  });

  it.each([0, 0.2, 0.5, 1])('fills a share of %d of the cells', (density) => {
    const width = 40_000;
    const ones = automatonStart(width, 'random', density, stream()).reduce((sum, cell) => sum + cell, 0);
    expect(Math.abs(ones / width - density)).toBeLessThanOrEqual(
      4.5 * Math.sqrt((density * (1 - density)) / width),
    );
  });

  it('repeats itself', () => {
    expect(automatonStart(64, 'random', 0.5, stream())).toEqual(automatonStart(64, 'random', 0.5, stream()));
  });

  it('refuses densities beyond 0 and 1', () => {
    expect(() => automatonStart(8, 'random', 1.2, stream())).toThrow('1.2');
  });
});
