import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../../preload/contract/index.ts';
import {
  simulatedSizes,
  simulationSeconds,
  simulationSentence,
} from '../../../../../renderer/labs/upscaling/monte-carlo/cost.ts';
import { ensembleName, presets } from '../../../../../renderer/labs/upscaling/monte-carlo/presets.ts';
import { singleSpinWarning } from '../../../../../renderer/labs/upscaling/monte-carlo/warnings.ts';

const spec = (settings: object = {}) =>
  schemaOf['ising-monte-carlo'].parse({ kind: 'ising-monte-carlo', ...settings });

describe('what a simulation costs', () => {
  it('grows with configurations, spins and sweeps, and shrinks with cores up to the number of chains', () => {
    const seconds = simulationSeconds(spec(), 2);
    for (const settings of [{ size: 128 }, { configurations: 40_000 }, { spacing: 12 }]) {
      expect(simulationSeconds(spec(settings), 2)).toBeGreaterThan(1.4 * seconds);
    }
    expect(simulationSeconds(spec(), 4)).toBeLessThan(seconds);
    expect(simulationSeconds(spec({ chains: 2 }), 16)).toBe(simulationSeconds(spec({ chains: 2 }), 2));
  });

  it('counts the companion lattice where there is one', () => {
    expect(simulatedSizes(spec())).toEqual([16, 64]);
    expect(simulatedSizes(spec({ companion: false }))).toEqual([64]);
    expect(simulatedSizes(spec({ size: 8 }))).toEqual([8]);
  });

  it('is said in a sentence', () => {
    expect(simulationSentence(spec(), 2)).toMatch(
      /^20\u2009000 configurations of 16² and of 64², 122\u2009400 sweeps of each; about \d+ s\.$/,
    );
    expect(simulationSentence(spec({ companion: false }), 2)).toContain('of 64², 122\u2009400 sweeps; about');
  });
});

it('presets are documents with a name of their own', () => {
  const names = presets.map(({ spec: preset }) => ensembleName(preset));
  expect(names[0]).toBe('64², critical, Swendsen–Wang');
  expect(names).toContain('64², K = 0.39662, Heat bath');
  expect(new Set(names).size).toBe(names.length);
});

describe('the warning about single spins', () => {
  it('comes near the critical point only, and never for clusters', () => {
    expect(singleSpinWarning(spec())).toBeNull();
    expect(singleSpinWarning(spec({ algorithm: 'metropolis' }))).toContain('8000 sweeps');
    expect(singleSpinWarning(spec({ algorithm: 'metropolis', coupling: 0.2 }))).toBeNull();
  });

  it('does not come with any preset', () => {
    for (const preset of presets) expect(singleSpinWarning(preset.spec)).toBeNull();
  });
});
