import { describe, expect, it } from 'vitest';
import { named } from '../../../../../renderer/labs/upscaling/measure/named.ts';
import {
  blockingsOf,
  eigenvalueChart,
  leadingSteps,
  levelDiagram,
  stepsOf,
} from '../../../../../renderer/labs/upscaling/rsrg/spectrum.ts';
import { estimate, measurement, step } from '../measurements.ts';

const measured = named([
  {
    run: { id: 'a' },
    measurement: measurement({
      rsrg: [
        step({ size: 32 }),
        step({ size: 32, blockings: 1 }),
        step(),
        step({ set: 'full', yTau: estimate(0.99) }),
      ],
    }),
  },
  {
    run: { id: 'b' },
    measurement: measurement({ title: 'hot', source: 'data', coupling: 0.3, rsrg: [step({ size: 16 })] }),
  },
]);

describe('steps of the renormalization map', () => {
  it('are those of one set of operators, unblocked and large ones first', () => {
    const steps = stepsOf(measured, 'paper');
    expect(steps.map(({ title, step: { size, blockings } }) => `${title} ${size} ${blockings}`)).toEqual([
      'k = 7 64 0',
      'k = 7 32 0',
      'k = 7 32 1',
      'hot 16 0',
    ]);
    expect(steps.map(({ critical }) => critical)).toEqual([true, true, true, false]);
    expect(blockingsOf(steps)).toEqual([0, 1]);
    expect(stepsOf(measured, 'full')).toHaveLength(1);
  });

  it('stand in the level diagram once for each ensemble, on its largest lattice', () => {
    const leading = leadingSteps(stepsOf(measured, 'paper'), 0);
    expect(leading.map(({ title, step: { size } }) => `${title} ${size}`)).toEqual(['k = 7 64', 'hot 16']);
    const { columns, option } = levelDiagram(leading);
    expect(columns['odd: y = ln|e| / ln 2']).toEqual([1.8754, 0.1, 1.8754, 0.1]);
    // What lies far below is noise and is left out.
    expect(columns['even: y = ln|e| / ln 2']).toEqual([0.98, -1.1, 0.98, -1.1]);
    const { axisLabel } = option.xAxis as { axisLabel: { formatter: (value: number) => string } };
    expect(axisLabel.formatter(1)).toBe('hot\n16 → 8');
    expect(axisLabel.formatter(0.5)).toBe('');
  });

  it('are drawn against L from small to large', () => {
    const { columns } = eigenvalueChart(stepsOf(measured, 'paper'), 'yTau', 0);
    expect(columns['k = 7: L / spins']).toEqual([32, 64]);
  });
});
