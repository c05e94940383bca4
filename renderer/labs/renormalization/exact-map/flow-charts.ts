import { bareCriticalCoupling, type InternalGroup, type RgPath } from '../../../../preload/contract/index.ts';
import type { ReferenceLine } from '../../parts/chart-axes.ts';
import { measuredChart, type Chart } from '../../parts/charts.ts';
import { couplingText } from '../names.ts';
import { exactLabel } from './divergence-chart.ts';
import { crossingOf, flowRows, type BetaFunction } from './flow-path.ts';

const steps = (path: RgPath) => path.couplings.map((_, step) => step);
const wholeSteps = { name: 'RG step ℓ', min: 0 } as const;

/** Couplings along the flow. */
export const couplingsChart = (path: RgPath, names: readonly string[]): Chart =>
  measuredChart(
    { x: wholeSteps, y: { name: 'J' } },
    names.map((name, index) => ({
      name: couplingText(name),
      x: steps(path),
      value: path.couplings.map((couplings) => couplings[index]!),
    })),
  );

/** Divergence of every step: what the numbers beside it are worth. */
export function bitsChart(path: RgPath): Chart {
  const rows = flowRows(path).slice(1);
  return measuredChart({ x: wholeSteps, y: { name: 'D_KL / bits', min: 0 } }, [
    { name: 'D_KL of the step', x: rows.map(({ step }) => step), value: rows.map(({ bits }) => bits ?? NaN) },
  ]);
}

function criticalLine(group: InternalGroup, { x }: BetaFunction): ReferenceLine[] {
  const critical = bareCriticalCoupling(group);
  if (critical === null || x.length === 0 || critical > x.at(-1)!) return [];
  return [{ value: critical, label: exactLabel(critical), axis: 'x' }];
}

/** Beta function of the bare axis, with how far the step leaves it where there are other couplings. */
export function betaChart(beta: BetaFunction, group: InternalGroup, couplings: number): Chart {
  const crossing = crossingOf(beta);
  return measuredChart(
    { x: { name: 'J₀' }, y: { name: 'J₀′ − J₀' } },
    [
      { name: 'J₀′ − J₀', x: beta.x, value: beta.beta },
      ...(couplings > 1 ? [{ name: 'off the axis', x: beta.x, value: beta.off, look: 'line' as const }] : []),
    ],
    [
      { value: 0, label: crossing === null ? '' : `J₀′ = J₀ at ${crossing.toFixed(3)}`, labelled: 'below' },
      ...criticalLine(group, beta),
    ],
  );
}

/** Divergence of one step from the bare axis. */
export const betaBitsChart = (beta: BetaFunction, group: InternalGroup): Chart =>
  measuredChart(
    { x: { name: 'J₀' }, y: { name: 'D_KL / bits', min: 0 } },
    [{ name: 'D_KL of one step', x: beta.x, value: beta.bits.map((bits) => bits ?? NaN) }],
    criticalLine(group, beta),
  );
