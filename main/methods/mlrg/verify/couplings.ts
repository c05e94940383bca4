import {
  dimensionOf,
  internalGroups,
  irreps,
  largestDimension,
  representationName,
  type InternalGroup,
  type SymmetrySettings,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { charactersOf, innerProduct } from '../symmetry/characters.ts';
import { internalKernels, kernelDimension } from '../symmetry/kernels.ts';
import { visibleStates } from '../symmetry/orbit-count.ts';
import { irrepGenerators, signedIrreps } from '../symmetry/representations.ts';
import { couplingSpace } from '../symmetry/space.ts';
import { valueSet } from '../symmetry/value-sets.ts';
import { energyChange, mirrorDefect, randomPlaquette, type Symmetry } from './equivariance.ts';

/** Couplings of Ising spins in each frame. In the geometric one B1 acts as B2 on edge sites, which forbids its bonds to A1 and B1. */
const counts: { spin: string; paper: number; geometric: number }[] = [
  { spin: 'A1', paper: 1, geometric: 1 },
  { spin: 'A1+E', paper: 5, geometric: 5 },
  { spin: '2A1+E', paper: 10, geometric: 10 },
  { spin: '3A1+E', paper: 17, geometric: 17 },
  { spin: 'A1+B1', paper: 4, geometric: 2 },
  { spin: 'A1+B1+E', paper: 10, geometric: 8 },
];

const kernelCounts: Record<InternalGroup, number> = {
  Z2: 1,
  Z3: 2,
  S3: 1,
  Z4: 3,
  D4: 2,
  S4: 1,
  Z5: 4,
  D5: 2,
  S5: 1,
  Z6: 5,
  D6: 3,
  S6: 1,
};

const orbitCounts: Record<string, number> = { A1: 4, 'A1+E': 532, '2A1+E': 8264 };

/** Random choices of group, spin, couplings and configuration for each symmetry. */
const plaquettes = { quick: 300, normal: 3000, full: 10_000 } as const;

const tolerance = 1e-12;

/** The spaces of couplings: how many there are, and that the energies have the symmetries they were made for. */
export function couplingsChecks(context: ProofContext): Promise<Check[]> {
  context.progress(0, 'counting couplings');
  const checks = [...countChecks(), ...kernelChecks(), ...orbitChecks(), characterCheck()];
  const symmetries: Symmetry[] = ['internal', 'rotation', 'mirror'];
  for (const [i, symmetry] of symmetries.entries()) {
    context.progress((i + 1) / 6, `equivariance: ${symmetry}`);
    checks.push(equivarianceCheck(context, symmetry));
  }
  context.progress(4 / 6, 'the mirror of both frames');
  checks.push(...mirrorChecks(context));
  return Promise.resolve(checks);
}

function countChecks(): Check[] {
  return (['paper', 'geometric'] as const).flatMap((frame) =>
    counts.map((expected) => {
      const { couplings } = couplingSpace({ internal: 'Z2', spin: expected.spin, frame });
      const source =
        frame === 'paper'
          ? 'MLRG Eqs. 16 to 18, and independent null spaces in numpy'
          : 'mean over the mirror group of the product of characters, S_e(σ) = V(C4·σ)';
      return equal(
        `couplings.${expected.spin}${frame === 'paper' ? '' : '.geometric'}`,
        couplings.length,
        expected[frame],
        source,
      );
    }),
  );
}

function kernelChecks(): Check[] {
  return internalGroups.flatMap((group) => {
    const values = valueSet(group);
    const source = 'orbits of the group on pairs of values, less the one sum of rows and columns';
    return [
      equal(`couplings.kernels.${group}`, kernelDimension(values), kernelCounts[group], source),
      equal(
        `couplings.kernels.${group}.named`,
        internalKernels(values).length,
        kernelCounts[group],
        'the basis with names has as many',
      ),
    ];
  });
}

function orbitChecks(): Check[] {
  return Object.entries(orbitCounts).map(([spin, expected]) =>
    equal(
      `couplings.orbits.${spin}`,
      visibleStates(couplingSpace({ internal: 'Z2', spin, frame: 'paper' })).orbits,
      expected,
      'visible configurations of Ising spins up to C4 × Z2, counted independently by walking them',
    ),
  );
}

function characterCheck(): Check {
  const table = irreps.map((irrep) => charactersOf(irrepGenerators[irrep]));
  const defects = table.flatMap((a, i) =>
    table.map((b, j) => Math.abs(innerProduct(a, b) - (i === j ? 1 : 0))),
  );
  return equal(
    'couplings.characters',
    Math.max(...defects),
    0,
    'characters computed from the matrices of Table I are orthonormal',
  );
}

/** Largest change over random plaquettes of random spins of all groups, in both frames. */
function equivarianceCheck({ level, seed }: ProofContext, symmetry: Symmetry): Check {
  const random = new RandomStream(seed, `verify: equivariance under ${symmetry}`);
  let largest = 0;
  for (let i = 0; i < plaquettes[level]; i++) {
    const space = couplingSpace(randomSettings(random));
    largest = Math.max(largest, energyChange(space, randomPlaquette(space, random), symmetry));
  }
  const what = {
    internal: 'a generator of the internal group',
    rotation: 'a quarter turn',
    mirror: 'the mirror that keeps the representative bond of each graph',
  }[symmetry];
  return below(
    `couplings.equivariance.${symmetry}`,
    largest,
    `energies of teacher and student under ${what}: ${plaquettes[level]} random choices of group, spin, frame, couplings and configuration`,
  );
}

/** Whether teacher and student give p(x) one and the same mirror, which their frames decide. */
function mirrorChecks({ level, seed }: ProofContext): Check[] {
  const draws = plaquettes[level] / 3;
  const measured = (frame: SymmetrySettings['frame']) => {
    const random = new RandomStream(seed, `verify: mirror in the ${frame} frame`);
    const space = couplingSpace({ internal: 'Z2', spin: 'A1+E', frame });
    return Array.from({ length: draws }, () => mirrorDefect(space, randomPlaquette(space, random)));
  };
  const [geometric, paper] = [measured('geometric'), measured('paper')];
  const students = paper.map(({ student }) => student);
  const about = `${draws} random couplings within ±1 and configurations of A1 ⊕ E`;
  return [
    below(
      'couplings.mirror.geometric',
      Math.max(...geometric.flatMap(({ teacher, student }) => [teacher, student])),
      `ln p(x) of teacher and of student under the mirror of the square: ${about}`,
    ),
    {
      id: 'couplings.mirror.paper',
      measured: students.reduce((sum, change) => sum + change, 0) / draws,
      reference: 'about 1',
      tolerance: 'shown only',
      pass: true,
      source: `mean change of ln p(x) of the student under the mirror that the teacher keeps, in the paper’s frame; at most ${Math.max(...students).toFixed(2)}: ${about}`,
    },
  ];
}

/** Any group, and a spin of at most four components that it allows. */
function randomSettings(random: RandomStream): SymmetrySettings {
  const internal = internalGroups[random.integer(internalGroups.length)];
  const signs = valueSet(internal).minusOne !== null;
  for (;;) {
    const counts = { A1: random.integer(4), A2: 0, B1: 0, B2: 0, E: 0 };
    if (signs) for (const irrep of signedIrreps) counts[irrep] = random.integer(3);
    const dimension = dimensionOf(counts);
    if (dimension === 0 || dimension >= largestDimension) continue;
    const frame = random.integer(2) === 0 ? 'paper' : 'geometric';
    return { internal, spin: representationName(counts), frame };
  }
}

function equal(id: string, measured: number, reference: number, source: string): Check {
  return { id, measured, reference, tolerance: 0, pass: measured === reference, source };
}

function below(id: string, measured: number, source: string): Check {
  return { id, measured, reference: 0, tolerance, pass: measured <= tolerance, source };
}
