import { latticeSides, type EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import type { ExperimentKind, RunContext, Snapshot } from '../../context.ts';
import { writeMeasurement, writeSpins } from '../artifacts.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { framed } from '../picture.ts';
import { runningObservables } from '../measure/running.ts';
import { foreseeable, notesOf } from './advice.ts';
import { round, Simulation } from './simulation.ts';

type Context = RunContext<'ising-monte-carlo'>;

/** Simulates one lattice and, for the exponents, that of a quarter of its side. */
export const isingMonteCarlo: ExperimentKind<'ising-monte-carlo'> = {
  kind: 'ising-monte-carlo',
  title: 'Ising Monte Carlo',
  description: 'Simulates the Ising model at any temperature and measures it beside its exact values.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const started = performance.now();
    const order = { ...spec, ...spec.measure };
    const main = new Simulation(order);
    const simulations = companionSizes(spec.size, spec.companion).map(
      (size) => new Simulation({ ...order, size, keep: 0 }),
    );
    simulations.unshift(main);
    const saved = context.restore();
    let keptWritten = spec.keep === 0;
    if (saved) {
      const swept = saved.values.swept as number[][];
      for (const [i, simulation] of simulations.entries()) {
        simulation.restore({ arrays: saved.arrays, swept: swept[i] });
      }
      keptWritten = Boolean(saved.values.keptWritten);
    } else {
      for (const note of simulations.flatMap(foreseeable)) context.log(note);
    }
    const earlierSeconds = saved ? Number(saved.values.seconds) : 0;
    const seconds = () => earlierSeconds + (performance.now() - started) / 1000;
    const snapshot = (): Snapshot => {
      const parts = simulations.map((simulation) => simulation.snapshot(simulation === main && !keptWritten));
      return {
        arrays: Object.assign({}, ...parts.map(({ arrays }) => arrays)),
        values: { swept: parts.map(({ swept }) => swept), keptWritten, seconds: seconds() },
      };
    };

    while (simulations.some(({ complete }) => !complete)) {
      await context.breathe(snapshot);
      const before = main.configurations;
      await round(context.pool, simulations);
      report(context, main, simulations, before);
      if (!keptWritten && main.keptAll) {
        // As soon as all of them are there, so that checkpoints need not carry them any longer.
        await writeSpins(context, { size: spec.size, packed: main.kept });
        keptWritten = true;
      }
    }
    context.progress(1, 'measuring');
    await writeMeasurement(context, measure(context, simulations, seconds()));
    context.progress(1, 'done');
  },
};

/** L/4, where there is such a lattice and it was asked for. */
const companionSizes = (size: number, wanted: boolean) =>
  latticeSides.filter((side) => wanted && side === size / 4);

/** What there is to see after a round; `before` configurations had been measured when it began. */
function report(
  context: Context,
  main: Simulation,
  simulations: readonly Simulation[],
  before: number,
): void {
  const { size, configurations } = context.spec;
  const work = (pick: 'done' | 'total') =>
    simulations.reduce((sum, { sweeps, options }) => sum + sweeps[pick] * options.size ** 2, 0);
  const done = main.configurations;
  const message = done === 0 ? 'warming up' : `${done} of ${configurations} configurations`;
  context.progress(work('done') / work('total'), message);
  if (main.newest) context.frame([framed(main.newest, size)]);
  if (done === before) return;
  const { chi, u4, e } = runningObservables(main);
  context.metric('monte carlo: χ', done, chi);
  context.metric('monte carlo: U4', done, u4);
  context.metric('monte carlo: |e|', done, e);
}

function measure(
  { spec }: Context,
  simulations: readonly Simulation[],
  seconds: number,
): EnsembleMeasurement {
  const notes: string[] = [];
  const levels = simulations.toReversed().map((simulation) => {
    const autocorrelation = simulation.autocorrelationTimes();
    notes.push(...notesOf(simulation, autocorrelation));
    return { options: simulation.options, bins: simulation.bins, autocorrelation };
  });
  if (spec.companion && levels.length === 1) {
    notes.push(`There is no lattice of a quarter of L = ${spec.size} to take exponents from.`);
  }
  return finishMeasurement(levels, {
    title: `Monte Carlo, L = ${spec.size}, K = ${Number(spec.coupling.toPrecision(6))}`,
    source: 'monte-carlo',
    coupling: spec.coupling,
    notes,
    seconds,
  });
}
