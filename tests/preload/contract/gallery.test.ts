import { describe, expect, it } from 'vitest';
import { gallery, grayScottParameters, simulationSettings } from '../../../preload/contract/index.ts';
import { LiveSimulation } from '../../../main/host/services/live-simulation.ts';
import { checkStability, isTrivial } from '../../../main/physics/gray-scott/index.ts';

describe('the gallery', () => {
  it('has names and ids of its own for every pattern', () => {
    expect(new Set(gallery.map(({ id }) => id)).size).toBe(gallery.length);
    expect(new Set(gallery.map(({ name }) => name)).size).toBe(gallery.length);
    for (const { id, description } of gallery) {
      expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(description).toMatch(/\.$/);
    }
  });

  it('shows every class of Pearson’s, and ν and π', () => {
    const letters = new Set(gallery.flatMap(({ pearson }) => pearson ?? []));
    expect([...letters].join('')).toBe('αβγδεζηθικλμνπ');
  });

  it.each(gallery.map(({ id, parameters }) => ({ id, parameters })))(
    '$id grows in the live simulator from its default seed',
    ({ parameters }) => {
      expect(grayScottParameters.parse(parameters)).toEqual(parameters);
      expect(checkStability(parameters, 'five-point').stable).toBe(true);
      const live = new LiveSimulation(simulationSettings.parse({ parameters, size: 128 }));
      live.advance(3000);
      expect(isTrivial(live.fields().b, 0.02)).toBe(false);
    },
  );
});
