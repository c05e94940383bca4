import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { near, shown } from '../../checks.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { bulkFreeEnergy } from '../reference/bulk-free-energy.ts';
import { exactValues } from '../reference/exact-values.ts';
import { secondsOf, Survey } from '../reference/survey.ts';
import { toriSearch, type Tori } from '../reference/tori.ts';
import { measureRow } from '../reference/torus.ts';
import { trgFreeEnergy } from '../reference/trg-flow.ts';
import { trgSearch, type TrgResult } from '../reference/trg-search.ts';

const independent = 'independent exact diagonalisation (numpy)';

/** Ising rows at J_c: Δσ, Δε and c by the length. */
const isingTable: { length: number; sigma: number; epsilon: number | null; charge: number }[] = [
  { length: 1, sigma: 0.1103, epsilon: null, charge: 0.42 },
  { length: 2, sigma: 0.1198, epsilon: 1.122, charge: 0.471 },
  { length: 4, sigma: 0.1235, epsilon: 1.027, charge: 0.492 },
  { length: 6, sigma: 0.1243, epsilon: 1.012, charge: 0.496 },
  { length: 8, sigma: 0.1246, epsilon: 1.0065, charge: 0.498 },
];

/** Crossings of Ising tori: distance from J_c in per cent, y_t. */
const isingCrossings: { small: number; large: number; error: number; digit: number; yt: number }[] = [
  { small: 1, large: 2, error: 3.09, digit: 0.01, yt: 0.923 },
  { small: 2, large: 4, error: 0.41, digit: 0.01, yt: 0.976 },
  { small: 3, large: 6, error: 0.093, digit: 0.001, yt: 0.988 },
  { small: 4, large: 8, error: 0.035, digit: 0.001, yt: 0.993 },
];

/** Bond dimensions of Ising spins: largest distance from J_c in per cent; null: only shown. */
const bondDimensions: { bondDimension: number; most: number | null; levels: ProofContext['level'][] }[] = [
  { bondDimension: 4, most: null, levels: ['quick', 'normal', 'full'] },
  { bondDimension: 8, most: 0.5, levels: ['quick', 'normal', 'full'] },
  { bondDimension: 16, most: null, levels: ['normal', 'full'] },
  { bondDimension: 24, most: 0.02, levels: ['normal', 'full'] },
  { bondDimension: 32, most: null, levels: ['full'] },
];

/** Rows of three-state Potts spins. */
const pottsRow = { quick: 5, normal: 5, full: 8 };

/** Groups whose longest row and renormalization at one bond dimension are only shown. */
const others: { group: InternalGroup; row: number; bondDimension: number }[] = [
  { group: 'S3', row: 8, bondDimension: 16 },
  { group: 'D4', row: 6, bondDimension: 16 },
  { group: 'S4', row: 6, bondDimension: 16 },
  { group: 'S5', row: 5, bondDimension: 16 },
  { group: 'S6', row: 4, bondDimension: 16 },
];

/** The reference track: small tori and tensor renormalization against exact values and independent figures. */
export async function torusChecks(context: ProofContext): Promise<Check[]> {
  const survey = new Survey({
    pool: context.pool,
    breathe: () => Promise.resolve(),
    progress: (fraction, message) => context.progress(0.95 * fraction, message),
    restore: () => null,
  });
  const addTori = (group: InternalGroup, row: number) =>
    survey.add(`tori of ${group}`, 5, toriSearch(group, row));
  const addTrg = (group: InternalGroup, bondDimension: number) => {
    const flow = secondsOf({ type: 'flow', group, coupling: 1, bondDimension });
    return survey.add(`TRG of ${group}, χ = ${bondDimension}`, 16 * flow, trgSearch(group, bondDimension));
  };
  const ising = addTori('Z2', 8);
  const potts = addTori('S3', pottsRow[context.level]);
  const trg = bondDimensions
    .filter(({ levels }) => levels.includes(context.level))
    .map(({ bondDimension, most }) => ({ bondDimension, most, result: addTrg('Z2', bondDimension) }));
  const more =
    context.level === 'full'
      ? others.map(({ group, row, bondDimension }) => ({
          group,
          tori: group === 'S3' ? potts : addTori(group, row),
          trg: addTrg(group, bondDimension),
        }))
      : [];
  await survey.complete();
  context.progress(0.95, 'clocks of four angles');
  return [
    ...isingChecks(ising()),
    ...pottsChecks(potts()),
    ...clockChecks(context.level === 'quick' ? 4 : 5),
    ...trg.flatMap(({ bondDimension, most, result }) => trgChecks(bondDimension, most, result())),
    ...freeEnergyChecks(),
    ...more.flatMap((entry) => shownChecks(entry.group, entry.tori(), entry.trg())),
  ];
}

/** Distance of a coupling from the exact one in per cent. */
const percent = (group: InternalGroup, coupling: number) =>
  100 * (coupling / exactValues(group).critical! - 1);

function isingChecks({ tori, crossings }: Tori): Check[] {
  const last = tori.at(-1)!;
  const crossing = crossings.at(-1)!;
  const sizes = `tori of ${crossing.small} and ${crossing.large}`;
  return [
    near('torus.ising', percent('Z2', crossing.critical), 0, 0.05, `J_c by ${sizes}, %; Eq. 19`),
    near('torus.ising.sigma', last.dimensions[0].value, 1 / 8, 1e-3, 'Δσ, row of 8; Ising CFT'),
    near('torus.ising.epsilon', last.dimensions[1].value, 1, 1e-2, 'Δε, row of 8; Ising CFT'),
    near(
      'torus.ising.c',
      last.centralCharge!.value,
      1 / 2,
      3e-3,
      'row of 8 with Onsager’s free energy; Ising CFT',
    ),
    near('torus.ising.yt', crossing.yt, 1, 1e-2, `slopes of Z, ${sizes}; Ising CFT`),
    ...isingTable.flatMap(({ length, sigma, epsilon, charge }) => {
      const row = tori[length - 1];
      const id = `torus.ising.L${length}`;
      return [
        near(`${id}.sigma`, row.dimensions[0].value, sigma, 6e-5, independent),
        ...(epsilon === null
          ? []
          : [near(`${id}.epsilon`, row.dimensions[1].value, epsilon, 6e-4, independent)]),
        near(`${id}.c`, row.centralCharge!.value, charge, 6e-4, independent),
      ];
    }),
    ...isingCrossings.flatMap(({ small, large, error, digit, yt }) => {
      const found = crossings.find((pair) => pair.small === small && pair.large === large)!;
      const id = `torus.ising.L${small}.L${large}`;
      return [
        near(id, percent('Z2', found.critical), error, 0.6 * digit, `crossing of Z, %; ${independent}`),
        near(`${id}.yt`, found.yt, yt, 6e-4, independent),
      ];
    }),
  ];
}

function pottsChecks({ tori, crossings }: Tori): Check[] {
  const { critical } = crossings.find(({ small, large }) => small === 3 && large === 5)!;
  const [sigma, conjugate] = tori[4].dimensions;
  const last = tori.at(-1)!;
  return [
    near('torus.potts3', percent('S3', critical), 0, 0.05, 'J_c by tori of 3 and 5, %; self-duality'),
    near('torus.potts3.L3.L5', percent('S3', critical), -0.014, 6e-4, `the same, %; ${independent}`),
    near('torus.potts3.sigma', sigma.value, 2 / 15, 2e-3, 'Δσ, row of 5; CFT of c = 4/5'),
    near('torus.potts3.L5.sigma', sigma.value, 0.134, 6e-5, independent),
    near(
      'torus.potts3.doublet',
      conjugate.value - sigma.value,
      0,
      1e-9,
      'σ and σ†: two colours’ worth of one dimension',
    ),
    shown('torus.potts3.c', last.centralCharge!.value, `row of ${last.length}; exact 4/5`),
    shown('torus.potts3.epsilon', last.dimensions[2].value, `row of ${last.length}; exact 4/5`),
    shown('torus.potts3.yt', crossings.at(-1)!.yt, 'largest crossing; exact 6/5'),
  ];
}

/** All that is measured of rows of four-state clocks, less what two Ising models of half the coupling give. */
function clockChecks(longest: number): Check[] {
  const coupling = exactValues('D4').critical!;
  let [dimensions, energy, tori] = [0, 0, 0];
  for (let length = 1; length <= longest; length++) {
    const clock = measureRow('D4', coupling, length, 8);
    const ising = measureRow('Z2', coupling / 2, length, 2 ** length - 1);
    const levels = [0, ...ising.dimensions];
    const sums = levels.flatMap((a) => levels.map((b) => a + b)).toSorted((a, b) => a - b);
    for (const [k, value] of clock.dimensions.entries()) {
      dimensions = Math.max(dimensions, Math.abs(value - sums[k + 1]));
    }
    energy = Math.max(energy, Math.abs(clock.logLargest - 2 * ising.logLargest));
    // Longer rows have too many small eigenvalues for their sum to be this exact.
    if (length <= 4) tori = Math.max(tori, Math.abs(clock.degeneracy - ising.degeneracy ** 2));
  }
  const source = 'D4 with its first kernel is two Ising models of half the coupling';
  return [
    near('torus.clock4', dimensions, 0, 1e-10, `dimensions, rows up to ${longest}; ${source}`),
    near('torus.clock4.energy', energy, 0, 1e-10, `ln λ_0, rows up to ${longest}; ${source}`),
    near('torus.clock4.Z', tori, 0, 1e-10, `Z of tori up to 4; ${source}`),
  ];
}

function trgChecks(bondDimension: number, most: number | null, result: TrgResult | null): Check[] {
  const id = `trg.ising.chi${bondDimension}`;
  const error = percent('Z2', result?.critical ?? Number.NaN);
  const source = 'J_c of Levin–Nave TRG, %; Eq. 19';
  return [
    most === null ? shown(id, error, source) : near(id, error, 0, most, source),
    shown(`${id}.sigma`, result?.dimensions[0] ?? Number.NaN, 'Δσ of the tensor at criticality; exact 1/8'),
    shown(`${id}.c`, result?.centralCharge ?? Number.NaN, 'of the tensor at criticality; exact 1/2'),
  ];
}

/** Away from criticality truncation hardly matters. */
function freeEnergyChecks(): Check[] {
  return [0.6, 1].map((coupling) =>
    near(
      `trg.ising.free-energy.${coupling}`,
      trgFreeEnergy('Z2', coupling, 12, 30),
      bulkFreeEnergy('Z2', coupling)!,
      1e-5,
      'ln Z per tensor of the infinite lattice, χ = 12; Onsager 1944',
    ),
  );
}

function shownChecks(group: InternalGroup, { tori, crossings }: Tori, trg: TrgResult | null): Check[] {
  const { yt, centralCharge } = exactValues(group);
  const [row, crossing] = [tori.at(-1)!, crossings.at(-1)!];
  return [
    shown(
      `torus.${group}`,
      percent(group, crossing.critical),
      `J_c by tori of ${crossing.small} and ${crossing.large}, % from the exact one`,
    ),
    shown(`torus.${group}.yt`, crossing.yt, `the same tori; ${exactly(yt)}`),
    shown(
      `torus.${group}.c`,
      row.centralCharge?.value ?? Number.NaN,
      `row of ${row.length}; ${exactly(centralCharge)}`,
    ),
    shown(
      `trg.${group}`,
      percent(group, trg?.critical ?? Number.NaN),
      `J_c of TRG, χ = ${trg?.bondDimension}, % from the exact one`,
    ),
  ];
}

const exactly = (value: number | null) => (value === null ? 'no exact value' : `exact ${value}`);
