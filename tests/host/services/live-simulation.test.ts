import { describe, expect, it } from 'vitest';
import { simulationSettings } from '../../../preload/contract/index.ts';
import { LiveSimulation } from '../../../main/host/services/live-simulation.ts';
import { simulate } from '../../../main/physics/gray-scott/index.ts';

const settings = simulationSettings.parse({ size: 64, seed: 9 });

describe('a live simulation', () => {
  it('of 64² grows the pattern of the data sets from the same parameters and seed', () => {
    const live = new LiveSimulation(settings);
    live.advance(700);
    const { a, b } = simulate(settings.parameters, { seed: 9, steps: 700 });
    expect(live.fields()).toEqual({ size: 64, step: 700, a, b });
  });

  it('goes back to the same start', () => {
    const live = new LiveSimulation(settings);
    const start = live.fields();
    live.advance(3);
    expect(live.fields().b).not.toEqual(start.b);
    live.reset(9);
    expect(live.fields()).toEqual(start);
    live.reset(10);
    expect(live.settings.seed).toBe(10);
    expect(live.fields().b).not.toEqual(start.b);
  });

  it('keeps its fields when parameters change and starts again when the size does', () => {
    const live = new LiveSimulation(settings);
    live.advance(10);
    const before = live.fields();
    live.change({ parameters: { ...settings.parameters, F: 0.05 }, field: 'a', stencil: 'nine-point' });
    expect(live.fields()).toEqual(before);
    expect(live.picture().field).toBe('a');
    live.change({ size: 32 });
    expect(live.fields()).toMatchObject({ size: 32, step: 0 });
  });

  it('refuses unstable parameters whole: the old ones go on', () => {
    const live = new LiveSimulation(settings);
    live.change({ stencil: 'nine-point', parameters: { ...settings.parameters, Da: 0.3 } });
    const unstable = expect.objectContaining({ code: 'unstable' });
    expect(() => live.change({ stencil: 'five-point', size: 128 })).toThrow(unstable);
    expect(live.settings).toMatchObject({ stencil: 'nine-point', size: 64 });
    expect(live.fields().size).toBe(64);
    expect(() => live.change({ size: 66 })).toThrow(expect.objectContaining({ code: 'bad-argument' }));
    expect(live.fields().size).toBe(64);
  });

  it('paints discs across the edges, within [0, 1]', () => {
    const live = new LiveSimulation(settings);
    const before = live.fields().b;
    live.paint(0.5, 63.2, 2, 0.4);
    const after = live.fields().b;
    const painted = [...after.keys()].filter((i) => after[i] !== before[i]);
    // The 13 cells of a disc of radius 2.
    expect(painted.toSorted((i, j) => i - j)).toEqual(
      [
        [0, 61],
        [63, 62],
        [0, 62],
        [1, 62],
        [62, 63],
        [63, 63],
        [0, 63],
        [1, 63],
        [2, 63],
        [63, 0],
        [0, 0],
        [1, 0],
        [0, 1],
      ]
        .map(([x, y]) => 64 * y + x)
        .toSorted((i, j) => i - j),
    );
    live.paint(10, 10, 200, 1);
    expect(live.picture()).toMatchObject({ min: 1, max: 1 });
    live.paint(10, 10, 200, -1);
    expect(live.picture()).toMatchObject({ min: 0, max: 0 });
  });

  it('shows every second cell of a lattice beyond 512², and says so', () => {
    const live = new LiveSimulation({ ...settings, size: 516 });
    const { b } = live.fields();
    const picture = live.picture();
    expect(picture).toMatchObject({ size: 258, lattice: 516 });
    expect(picture.note).toContain('516');
    expect(picture.data[258 * 3 + 7]).toBe(b[516 * 6 + 14]);
    expect(picture.max).toBe(b.reduce((x, y) => Math.max(x, y)));
    const small = new LiveSimulation(settings).picture();
    expect(small).toMatchObject({ size: 64, lattice: 64 });
    expect(small.note).toBeUndefined();
  });
});
