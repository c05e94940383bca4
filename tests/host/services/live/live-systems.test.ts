import { describe, expect, it } from 'vitest';
import { liveSystem, type DynamicsReading, type LiveSystem } from '../../../../preload/contract/index.ts';
import type { LiveDynamics } from '../../../../main/host/services/live/live-dynamics.ts';
import { startLive } from '../../../../main/host/services/live/start.ts';

const start = (system: Record<string, unknown>, { seed = 1, history = 32 } = {}) =>
  startLive(parsed(system), seed, history);
const parsed = (system: Record<string, unknown>): LiveSystem => liveSystem.parse(system);

function reading(live: LiveDynamics, name: string): DynamicsReading {
  const found = live.readings().find((each) => each.name.startsWith(name));
  if (!found) throw new Error(`no reading ${name}`);
  return found;
}
function spacetime(live: LiveDynamics) {
  const { picture } = live.picture();
  if (picture.type !== 'spacetime') throw new Error('no space-time picture');
  return picture;
}
/** Rows of the picture as strings of digits. */
const rows = (live: LiveDynamics) => {
  const { data, width, height } = spacetime(live);
  return Array.from({ length: height }, (_, row) => data.slice(row * width, (row + 1) * width).join(''));
};

describe('a live automaton', () => {
  it('shows its rows, time downwards', () => {
    const live = start({ type: 'automaton', rule: 90, width: 9, start: 'single' });
    live.advance(3);
    expect(rows(live)).toEqual(['000010000', '000101000', '001000100', '010101010']);
    expect(spacetime(live)).toMatchObject({ firstStep: 0, min: 0, max: 1 });
    expect(reading(live, 'Density').value).toBeCloseTo(4 / 9, 12);
  });

  it('takes many steps at once without another picture or state', () => {
    const [slow, fast] = [1, 2].map(() =>
      start({ type: 'automaton', rule: 30, width: 100 }, { history: 16 }),
    );
    for (let step = 0; step < 100; step++) slow.advance(1);
    fast.advance(100);
    expect(spacetime(fast)).toEqual(spacetime(slow));
    expect(fast.readings()).toEqual(slow.readings());
    expect(spacetime(fast).firstStep).toBe(85);
  });

  it('goes on from its row under another rule, and starts again for another width', () => {
    const live = start({ type: 'automaton', rule: 90, width: 9, start: 'single' });
    live.advance(2);
    // Rule 170 moves the row to the left.
    expect(live.change(parsed({ type: 'automaton', rule: 170, width: 9, start: 'single' }))).toBe(true);
    live.advance(1);
    expect(live.step).toBe(3);
    expect(rows(live).slice(-2)).toEqual(['001000100', '010001000']);
    expect(live.change(parsed({ type: 'automaton', rule: 170, width: 10, start: 'single' }))).toBe(false);
    expect(live.change(parsed({ type: 'probabilistic-automaton', width: 9, start: 'single' }))).toBe(false);
  });

  it('shows the middle of a wide row', () => {
    const live = start({ type: 'automaton', rule: 204, width: 5000, start: 'single' });
    live.advance(1);
    const { data, width } = spacetime(live);
    expect(width).toBe(1024);
    // Cells from 1984 on; the 1 is at 2500.
    expect(data.indexOf(1)).toBe(516);
    expect(reading(live, 'Density').value).toBe(1 / 5000);
    expect(live.picture().note).toContain('middle 1024 of 5000 cells');
  });

  it('may be probabilistic: with probabilities of 0 and 1 the elementary one', () => {
    const table = { p000: 0, p001: 1, p010: 0, p011: 1, p100: 1, p101: 0, p110: 1, p111: 0 };
    const common = { width: 64, density: 0.3 };
    const live = start({ type: 'probabilistic-automaton', probabilities: table, ...common });
    const elementary = start({ type: 'automaton', rule: 90, ...common });
    for (const each of [live, elementary]) each.advance(20);
    expect(spacetime(live)).toEqual(spacetime(elementary));

    const all = Object.fromEntries(Object.keys(table).map((name) => [name, 1]));
    expect(live.change(parsed({ type: 'probabilistic-automaton', probabilities: all, ...common }))).toBe(
      true,
    );
    live.advance(1);
    expect(live.step).toBe(21);
    expect(reading(live, 'Density').value).toBe(1);
  });
});

/** Of diffusion, taken before the first is timed: some 15 ms. */
const steps = (system: Record<string, unknown>) => {
  const live = start({ type: 'diffusion', ...system });
  return (15 * live.expectedRate) / live.updatesPerStep;
};

describe('live diffusion', () => {
  it('keeps its mass and shows D in the slope of its variance', () => {
    const live = start({ type: 'diffusion', cells: 200, coefficient: 0.4 });
    expect(live.readings().map(({ name }) => name)).toEqual(['Mass', 'Variance']);
    live.advance(20);
    expect(reading(live, 'Mass').value).toBeCloseTo(1, 6);
    expect(reading(live, 'Variance').value).toBeCloseTo(2 * 0.4 * 20, 3);
    expect(reading(live, 'D from').value).toBeCloseTo(0.4, 3);
    const picture = spacetime(live);
    expect(picture).toMatchObject({ width: 200, height: 21, firstStep: 0, min: 0, max: 1 });
    expect(picture.data).toBeInstanceOf(Float32Array);
  });

  it('is not expected to take more steps at once where one of them is long', () => {
    expect(steps({ cells: 4096 })).toBeLessThan(1);
    expect(steps({ cells: 100 })).toBeGreaterThan(100);
    expect(steps({ cells: 4096, method: 'explicit', stepsPerUnit: 1000 })).toBeLessThan(5);
    expect(steps({ cells: 4096, method: 'explicit', stepsPerUnit: 1 })).toBeGreaterThan(100);
  });

  it('starts again for other numbers, and refuses an unstable step', () => {
    const system = { type: 'diffusion', cells: 64 };
    const live = start(system);
    expect(live.change(parsed(system))).toBe(true);
    expect(live.change(parsed({ ...system, coefficient: 0.6 }))).toBe(false);
    expect(() => start({ ...system, method: 'explicit', coefficient: 2, stepsPerUnit: 1 })).toThrow(
      expect.objectContaining({ code: 'unstable' }),
    );
  });
});

describe('a live flock', () => {
  const system = { type: 'vicsek', side: 16, density: 1, noise: 1 };

  it('shows its particles and its order', () => {
    const live = start(system);
    const { picture, note } = live.picture();
    expect(picture).toMatchObject({ type: 'particles', side: 16, shown: 256, total: 256 });
    expect(note).toBeNull();
    expect(live.readings()).toHaveLength(1);
    live.advance(50);
    expect(reading(live, 'Order').value).toBeGreaterThan(0);
    expect(reading(live, 'Averaged').value).toBe(50);
  });

  it('follows the same particles from picture to picture', () => {
    const live = start({ ...system, speed: 0.25 });
    const particles = () => {
      const { picture } = live.picture();
      return picture.type === 'particles' ? picture.particles : new Float32Array();
    };
    const before = particles();
    live.advance(1);
    const after = particles();
    for (let i = 0; i < before.length; i += 3) {
      const off = after[i] - before[i] - 0.25 * Math.cos(before[i + 2]);
      expect(Math.abs(off - 16 * Math.round(off / 16))).toBeLessThan(1e-5);
    }
  });

  it('goes on under another noise with new averages, and starts again for another side', () => {
    const live = start(system);
    live.advance(100);
    const before = live.picture();
    expect(live.change(parsed({ ...system, noise: 0 }))).toBe(true);
    expect(live.picture()).toEqual(before);
    expect(live.readings()).toHaveLength(1);
    live.advance(2);
    expect(reading(live, 'Averaged').value).toBe(2);
    // The same again is no change.
    expect(live.change(parsed({ ...system, noise: 0 }))).toBe(true);
    expect(reading(live, 'Averaged').value).toBe(2);
    expect(live.step).toBe(102);
    expect(live.change(parsed({ ...system, side: 17 }))).toBe(false);
    expect(live.change(parsed({ ...system, density: 2 }))).toBe(false);
  });

  it('is thinned out above 40,000 particles, and says so', () => {
    const live = start({ ...system, side: 100, density: 5 });
    const { picture, note } = live.picture();
    expect(picture).toMatchObject({ shown: 40_000, total: 50_000 });
    expect(note).toContain('40000 of 50000');
    expect(() => start({ ...system, side: 200, density: 5 })).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });
});
