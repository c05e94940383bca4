import {
  criticalCoupling,
  isCritical,
  schemaOf,
  type IsingMonteCarloSpec,
  type SamplingAlgorithm,
} from '../../../../preload/contract/index.ts';
import { typed } from '../../../components/numbers.ts';

export const algorithmTitles: Record<SamplingAlgorithm, string> = {
  'swendsen-wang': 'Swendsen–Wang',
  wolff: 'Wolff',
  'heat-bath': 'Heat bath',
  metropolis: 'Metropolis',
};

/** What a simulation is called in lists: "64², critical, Swendsen–Wang". */
export function ensembleName({ size, coupling, algorithm }: IsingMonteCarloSpec): string {
  return `${size}², ${couplingName(coupling)}, ${algorithmTitles[algorithm]}`;
}

export const couplingName = (K: number) => (isCritical(K) ? 'critical' : `K = ${typed(K, 0.0005)}`);

export interface Preset {
  title: string;
  spec: IsingMonteCarloSpec;
}

const preset = (title: string, settings: Partial<IsingMonteCarloSpec>): Preset => ({
  title,
  spec: schemaOf['ising-monte-carlo'].parse({ kind: 'ising-monte-carlo', ...settings }),
});

/** Places to start from. Spacing and warm-up go with the autocorrelation of the lattice. */
export const presets: readonly Preset[] = [
  preset('Critical, 64²: the default', {}),
  preset('Critical, 32², 100 000 configurations', { size: 32, configurations: 100_000, spacing: 5 }),
  preset('Critical, 128², 10 000 configurations', { size: 128, configurations: 10_000, spacing: 8 }),
  preset('Critical, 1024², 200 configurations', {
    size: 1024,
    configurations: 200,
    spacing: 10,
    warmUp: 400,
    keep: 50,
  }),
  preset('Disordered, K = 0.9 K_c, heat bath', {
    coupling: 0.9 * criticalCoupling,
    algorithm: 'heat-bath',
    spacing: 20,
    warmUp: 1000,
  }),
  preset('Ordered, K = 1.1 K_c, heat bath', {
    coupling: 1.1 * criticalCoupling,
    algorithm: 'heat-bath',
    start: 'ordered',
    spacing: 20,
    warmUp: 1000,
  }),
];
