import { criticalLiebCoupling, type SymmetrySettings } from '../../../../preload/contract/index.ts';
import { near, shown } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { curlOf } from '../analysis/jacobian.ts';
import { bareCouplings } from '../coupling-space.ts';
import { criticalBareCoupling } from '../exact/critical.ts';
import { exactFixedPoint, exactMap } from '../exact/map.ts';
import { followFlow } from '../exact/phase.ts';
import type { RgMap } from '../rg-map.ts';
import { boltzmannTensor } from '../tensor/boltzmann.ts';
import { fixedPointFreeEnergy } from '../tensor/free-energy.ts';
import { rowSpectrum } from '../tensor/row.ts';

const independent = 'independent exact enumeration';

/** Of A1: J′ − J at some bare couplings. */
const beta: [number, number][] = [
  [0.3, -0.047],
  [0.5, -0.0561],
  [0.7, -0.0328],
  [0.9, 0.0353],
  [1.1, 0.1509],
];

/** Choices whose iterated map is shown with the divergence of every step, and the level from which on. */
const iterated: { symmetry: SymmetrySettings; levels: ProofContext['level'][] }[] = [
  { symmetry: { internal: 'Z2', spin: 'A1+E', frame: 'paper' }, levels: ['quick', 'normal', 'full'] },
  { symmetry: { internal: 'Z2', spin: '2A1', frame: 'paper' }, levels: ['normal', 'full'] },
  { symmetry: { internal: 'Z2', spin: 'A1+E', frame: 'geometric' }, levels: ['normal', 'full'] },
  { symmetry: { internal: 'S3', spin: '2A1', frame: 'paper' }, levels: ['full'] },
  { symmetry: { internal: 'Z2', spin: 'A1+B1+E', frame: 'paper' }, levels: ['full'] },
  { symmetry: { internal: 'Z2', spin: '2A1+E', frame: 'paper' }, levels: ['full'] },
  { symmetry: { internal: 'Z2', spin: '2A1+E', frame: 'geometric' }, levels: ['full'] },
];

/** The exact RG map: the numbers of A1 and Potts spins, and what becomes of the iterated map with more components. */
export function exactChecks({ level, progress }: ProofContext): Promise<Check[]> {
  progress(0, 'exact map of A1');
  const checks = [...isingChecks(), ...pottsChecks(), ...clockChecks()];
  const shown = iterated.filter(({ levels }) => levels.includes(level));
  for (const [i, { symmetry }] of shown.entries()) {
    progress((i + 1) / (shown.length + 1), `iterated map of ${nameOf(symmetry)}`);
    checks.push(...iteratedChecks(symmetry));
  }
  return Promise.resolve(checks);
}

function isingChecks(): Check[] {
  const map = exactMap({ internal: 'Z2', spin: 'A1', frame: 'paper' });
  const point = criticalPoint(map);
  const ratio = (coupling: number) => map.step(Float64Array.of(coupling)).couplings[0] / coupling;
  return [
    near('exact.A1', criticalBareCoupling(map).critical, 0.81392, 1e-4, `J0* by bisection; ${independent}`),
    near('exact.A1.fixed-point', point.coupling, 0.81392, 1e-4, `J0* by Newton on the map; ${independent}`),
    near('exact.A1.lambda', point.lambda, 1.3568, 2e-4, `dJ′/dJ at J0*; ${independent}`),
    near('exact.A1.yt', point.yt, 0.8804, 2e-4, `ln λ / ln √2; ${independent}`),
    near('exact.A1.delta1', point.dimension, 0.0917, 2e-4, `Δ1 of one teacher tensor; ${independent}`),
    near('exact.A1.Z', point.degeneracy, 1.854, 1e-3, `Eq. 23 the right way up; ${independent}`),
    near(
      'exact.A1.c',
      point.charge,
      0.553,
      2e-3,
      `one teacher tensor with the free energy of the fixed point; ${independent}`,
    ),
    near(
      'exact.A1.weak',
      // What is left at J is of second order in it, and goes with a quarter of that at J/2.
      (4 * ratio(weakNorm / 2) - ratio(weakNorm)) / 3,
      Math.sqrt(2 / 3),
      1e-5,
      'J′/J of weak couplings: to leading order four bonds J² of the teacher are shared out among the six J′² of the student',
    ),
    ...beta.map(([bare, expected]) => {
      const measured = map.step(Float64Array.of(bare)).couplings[0] - bare;
      return near(`exact.A1.beta.${bare}`, measured, expected, 2e-4, `J′ − J; ${independent}`);
    }),
  ];
}

function pottsChecks(): Check[] {
  const point = criticalPoint(exactMap({ internal: 'S3', spin: 'A1', frame: 'paper' }));
  // δ − 1/3 is 2/3 cos θ, and the sine of a clock of three vanishes at its fixed point.
  const clock = criticalPoint(exactMap({ internal: 'Z3', spin: 'A1', frame: 'paper' }));
  const four = criticalPoint(exactMap({ internal: 'S4', spin: 'A1', frame: 'paper' }));
  return [
    near('exact.potts3', point.coupling, 1.85772, 1e-4, `fixed point, energy −Jδ; ${independent}`),
    near('exact.potts3.yt', point.yt, 0.988, 1e-3, `exact 6/5; ${independent}`),
    near(
      'exact.clock3',
      1.5 * clock.coupling,
      point.coupling,
      1e-8,
      '3/2 J* of three angles with cos θ and sin θ is J* of three colours',
    ),
    shown('exact.potts4', four.coupling, 'fixed point of four colours'),
    shown('exact.potts4.yt', four.yt, 'exact 3/2'),
  ];
}

/** cos θ of four angles is two Ising spins, each with half the coupling. */
function clockChecks(): Check[] {
  const clock = exactMap({ internal: 'D4', spin: 'A1', frame: 'paper' });
  const ising = exactMap({ internal: 'Z2', spin: 'A1', frame: 'paper' });
  const [double, single] = [criticalPoint(clock), criticalPoint(ising)];
  const source = 'four angles with cos θ are two Isings of half the coupling';
  const divergences = [0.4, criticalLiebCoupling, 1].map((bare) => {
    const own = clock.step(bareCouplings(clock.space, 2 * bare)).bits!;
    return Math.abs(own - 2 * ising.step(Float64Array.of(bare)).bits!);
  });
  return [
    near('exact.clock4', double.coupling / 2, single.coupling, 1e-8, `J*/2; ${source}`),
    near('exact.clock4.c', double.charge, 2 * single.charge, 1e-7, `c; ${source}`),
    near(
      'exact.clock4.kl',
      Math.max(...divergences),
      0,
      1e-10,
      `D_KL less twice that of A1, bits; ${source}`,
    ),
  ];
}

interface CriticalPoint {
  coupling: number;
  lambda: number;
  yt: number;
  dimension: number;
  degeneracy: number;
  charge: number;
}

/** Of a map with one component, whose other couplings vanish at the fixed point. */
function criticalPoint(map: RgMap): CriticalPoint {
  const { critical } = criticalBareCoupling(map, { tolerance: 1e-3 });
  const { couplings } = exactFixedPoint(map, bareCouplings(map.space, critical));
  const lambda = map.jacobian(couplings)[0];
  const row = rowSpectrum(
    boltzmannTensor(map.space, couplings),
    map.space.values.size,
    1,
    1,
    fixedPointFreeEnergy(map.space, couplings),
  );
  return {
    coupling: couplings[0],
    lambda,
    yt: Math.log(lambda) / Math.log(Math.SQRT2),
    dimension: row.dimensions[0].value,
    degeneracy: row.degeneracy,
    charge: row.centralCharge!.value,
  };
}

/** Couplings below it are those of the fixed point of the disordered phase. */
const trivial = 0.05;
/** Norm of couplings at which the map is homogeneous but not yet lost in rounding, and steps until they point in their own direction. */
const weakNorm = 0.06;
const weakSteps = 30;

/** |J′|/|J| of weak couplings once they point where the map takes them: above 1 the disordered phase is not stable. */
function weakGrowth(map: RgMap): number {
  let couplings = bareCouplings(map.space, weakNorm);
  const growths: number[] = [];
  for (let step = 0; step < weakSteps; step++) {
    const next = map.step(couplings).couplings;
    const size = Math.hypot(...next);
    growths.push(size / weakNorm);
    couplings = next.map((coupling) => (coupling * weakNorm) / size);
  }
  // Some go back and forth: their mean over two steps counts.
  return Math.sqrt(growths[weakSteps - 1] * growths[weakSteps - 2]);
}

/** RG steps from J0* whose divergences are listed. */
const listedSteps = 8;

/** J0* with the divergence of every step on the way, and how far the map is from the gradient flow that is assumed of it. */
function iteratedChecks(symmetry: SymmetrySettings): Check[] {
  const map = exactMap(symmetry);
  const id = idOf(symmetry);
  const weak = shown(
    `${id}.weak`,
    weakGrowth(map),
    `growth of weak couplings in a step, ${nameOf(symmetry)}; above 1 the disordered phase is not stable`,
  );
  if (weak.measured > 1) return [weak];
  const { critical, bits } = criticalBareCoupling(map, { tolerance: 1e-5 });
  const steps: number[] = [];
  let couplings = bareCouplings(map.space, critical);
  let start = couplings;
  for (let step = 0; step < listedSteps; step++) {
    const next = map.step(couplings);
    steps.push(next.bits!);
    couplings = next.couplings;
    if (step === 1) start = couplings;
  }
  const list = steps.map((step) => step.toFixed(3)).join(', ');
  const exact = symmetry.internal === 'Z2' ? `; exact J0c = ${criticalLiebCoupling.toFixed(5)}` : '';
  const point = exactFixedPoint(map, followFlow(map, bareCouplings(map.space, critical), 12).couplings);
  const rests = point.converged && Math.max(...point.couplings.map(Math.abs)) > trivial;
  const remark = rests
    ? 'it does not converge to it, for the divergence of its steps'
    : 'flows from here come to no fixed point but turn back from strong couplings or not, so this is where that changes and no critical point';
  const checks = [
    weak,
    shown(
      `${id}.critical`,
      critical,
      `J0* of the iterated exact map, ${nameOf(symmetry)}${exact}: ${remark}`,
    ),
    shown(`${id}.bits`, bits, `largest D_KL of a step on the way, bits; first steps from J0*: ${list}`),
    shown(
      `${id}.curl`,
      curlOf(map.jacobian(start), start.length),
      'antisymmetric part of dJ′/dJ over its norm two steps from J0*: 0 where the flow can be a gradient',
    ),
  ];
  if (!rests) return checks;
  return [
    ...checks,
    shown(
      `${id}.fixed-point.bits`,
      map.step(point.couplings).bits!,
      `D_KL at the fixed point (${Array.from(point.couplings, (coupling) => coupling.toFixed(4)).join(', ')})`,
    ),
    shown(
      `${id}.fixed-point.curl`,
      curlOf(map.jacobian(point.couplings), start.length),
      'antisymmetric part of dJ′/dJ over its norm there',
    ),
  ];
}

const idOf = ({ internal, spin, frame }: SymmetrySettings) =>
  `exact.${internal === 'Z2' ? '' : `${internal}.`}${spin}${frame === 'paper' ? '' : '.geometric'}`;

const nameOf = ({ internal, spin, frame }: SymmetrySettings) => `${internal} ${spin}, ${frame} frame`;
