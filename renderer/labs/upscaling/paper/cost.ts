import type { FigureWork } from './figures.ts';

/** Core seconds of the parts of a figure, as runs of this program took them. */
const seconds = {
  /** A training configuration, by spin: simulated, blocked, counted; a fifth as many are held out. */
  trainingSpin: 1.2 * 5e-8,
  newton: 1,
  descent: 1.5,
  /** A training configuration of a two-layer network at 32², by kernel size. */
  network: { 3: 1.2 * 1.6e-3, 7: 1.2 * 6.2e-3 },
  /** A spin of the last lattice: grown by a kernel or by a network, and all levels measured. */
  grownSpin: { kernel: 1.6e-8, 3: 5.6e-7, 7: 1.8e-6 },
  /** A spin of a simulated configuration, five sweeps apart. */
  simulatedSpin: 3e-8,
  blockedSpin: 1e-8,
};
/** Starting a worker and its threads. */
const overhead = 1;

const spins = (sides: readonly number[]) => sides.reduce((sum, side) => sum + side ** 2, 0);

/** Expected seconds of making a figure again. */
export function figureSeconds(
  { trainings = [], descents = 0, networks = [], ensembles, simulations = [], rsrg }: FigureWork,
  { configurations, trainingConfigurations: M }: { configurations: number; trainingConfigurations: number },
  cores: number,
): number {
  const blocked = rsrg ? seconds.blockedSpin : 0;
  const trained = trainings.reduce(
    (sum, { side, share }) => sum + M * share * side ** 2 * seconds.trainingSpin + seconds.newton,
    0,
  );
  const descended = descents * (M * 32 ** 2 * seconds.trainingSpin + seconds.descent);
  const grown = ensembles
    ? configurations * ensembles.number * spins(ensembles.sides) * (seconds.grownSpin.kernel + blocked)
    : 0;
  const byNetworks = networks.reduce(
    (sum, size) => sum + configurations * spins([128]) * seconds.grownSpin[size],
    0,
  );
  // Networks are trained on one core.
  const networked = networks.reduce((sum, size) => sum + M * seconds.network[size], 0);
  const simulated = configurations * spins(simulations) * (seconds.simulatedSpin + blocked);
  const shared = trained + descended + grown + byNetworks + simulated;
  return overhead + networked + shared / Math.max(1, cores);
}
