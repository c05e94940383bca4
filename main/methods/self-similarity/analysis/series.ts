import {
  HostError,
  type AutomatonSystem,
  type DiffusionSystem,
  type DynamicalSystem,
  type ProbabilisticAutomatonSystem,
  type ShapedArray,
  type SystemOf,
  type VicsekSystem,
} from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { ElementaryAutomaton } from '../../../physics/cellular-automata/elementary.ts';
import { ProbabilisticAutomaton } from '../../../physics/cellular-automata/probabilistic.ts';
import { automatonStart } from '../../../physics/cellular-automata/start.ts';
import { DiffusionStepper } from '../../../physics/diffusion/index.ts';
import { Flock, latticeFields } from '../../../physics/vicsek/index.ts';
import type { Spacetime } from '../spacetime.ts';
import { splitSeries } from './split.ts';

/** What both learners are given, and what they never see. */
export interface StudiedSeries {
  /** Training data. */
  series: Spacetime;
  /** Everything is measured on these; the first run is the one that pictures show. */
  heldOut: Spacetime;
  /** "Rule 60", "Diffusion, analytic". */
  title: string;
  fields: string[];
  /** The elementary rule, where the system is one. */
  rule: number | null;
  /** How the data were made and divided. */
  notes: string[];
}

export interface SeriesOptions {
  /** Largest T that is asked for: training runs of automata are four times as long. */
  longest?: number;
  /** Awaited now and then. */
  breathe?: () => Promise<void>;
}

/** 64 MB of floats. */
const mostValues = 2 ** 24;
const automatonRuns = 64;
/** Wide enough for every context, and a multiple of 2, 3 and 4, so that macro lattices close. */
const automatonWidth = 252;
const diffusionRuns = 4;
const vicsekTurn = 50;

/**
 * Training and held-out data of a system; the same seed gives the same. Automata: 64 short training runs of densities from .05 to .95, so that
 * every context occurs, and the run as it is specified held out. Diffusion: random starts and one that is not the specified one, against the
 * specified start. Vicsek: two flocks after their burn-in, for a flock points in one direction for long. Own data are divided (splitSeries).
 * @param input of own data, [runs, times, fields, height, width].
 * @throws HostError 'bad-argument' or 'too-large' where the system cannot be simulated or the input is not such an array.
 */
export async function seriesOf(
  system: DynamicalSystem,
  seed: number,
  input?: ShapedArray,
  options: SeriesOptions = {},
): Promise<StudiedSeries> {
  const random = (name: string) => new RandomStream(seed, `series/${name}`);
  const breathe = options.breathe ?? (async () => {});
  switch (system.type) {
    case 'automaton':
    case 'probabilistic-automaton':
      return automatonSeries(system, random, options.longest ?? 4);
    case 'diffusion':
      return await diffusionSeries(system, random, breathe);
    case 'vicsek':
      return await vicsekSeries(system, random, breathe);
    case 'data':
      return ownSeries(system, input);
  }
}

type Streams = (name: string) => RandomStream;

function automatonSeries(
  system: AutomatonSystem | ProbabilisticAutomatonSystem,
  random: Streams,
  longest: number,
): StudiedSeries {
  const { width, steps, density } = system;
  checkLength((steps + 1) * width, 'width');
  const trainingSteps = Math.min(steps, 4 * longest - 1);
  const training = Array.from({ length: automatonRuns }, (_, run) => {
    const stream = random(`training/${run}`);
    const share = 0.05 + (0.9 * (run + 0.5)) / automatonRuns;
    const start = automatonStart(automatonWidth, 'random', share, stream);
    return automatonHistory(system, start, trainingSteps, stream);
  });
  const stream = random('held-out');
  const history = automatonHistory(
    system,
    automatonStart(width, system.start, density, stream),
    steps,
    stream,
  );
  const binary = { fields: 1, height: 1, boundary: 'periodic', binary: true, vectors: false } as const;
  return {
    series: {
      ...binary,
      runs: automatonRuns,
      times: trainingSteps + 1,
      width: automatonWidth,
      data: joined(training),
    },
    heldOut: { ...binary, runs: 1, times: steps + 1, width, data: Float32Array.from(history) },
    title: system.type === 'automaton' ? `Rule ${system.rule}` : 'Probabilistic automaton',
    fields: ['value'],
    rule: system.type === 'automaton' ? system.rule : null,
    notes: [
      `Trained on ${automatonRuns} runs of ${trainingSteps + 1} steps from random starts of densities .05 to .95; measured on a run of ${steps + 1} steps of ${width} cells as specified.`,
    ],
  };
}

function automatonHistory(
  system: AutomatonSystem | ProbabilisticAutomatonSystem,
  start: Uint8Array,
  steps: number,
  random: RandomStream,
): Uint8Array {
  if (system.type === 'automaton')
    return new ElementaryAutomaton(system.rule, start.length).history(start, steps);
  const { p000, p001, p010, p011, p100, p101, p110, p111 } = system.probabilities;
  const table = [p000, p001, p010, p011, p100, p101, p110, p111];
  return new ProbabilisticAutomaton(table, start.length, random).history(start, steps);
}

async function diffusionSeries(
  system: DiffusionSystem,
  random: Streams,
  breathe: () => Promise<void>,
): Promise<StudiedSeries> {
  const { cells, steps } = system;
  checkLength((diffusionRuns + 1) * (steps + 1) * cells, 'cells');
  const other = system.start === 'delta' ? 'step' : 'delta';
  const record = async (name: string, start: DiffusionSystem['start']): Promise<Float32Array> => {
    const stepper = new DiffusionStepper({ ...system, start }, random(name));
    const states = new Float32Array((steps + 1) * cells);
    states.set(stepper.state);
    for (let time = 1; time <= steps; time++) {
      await breathe();
      stepper.step();
      states.set(stepper.state, time * cells);
    }
    return states;
  };
  const training: Float32Array[] = [];
  for (let run = 0; run <= diffusionRuns; run++) {
    training.push(await record(`training/${run}`, run < diffusionRuns ? 'random' : other));
  }
  const shape = {
    times: steps + 1,
    fields: 1,
    height: 1,
    width: cells,
    // Cells at walls obey another rule than those inside.
    boundary: system.boundary === 'periodic' ? 'periodic' : 'open',
    binary: false,
    vectors: false,
  } as const;
  const method =
    system.method === 'analytic' ? 'analytic' : `${system.stepsPerUnit} Euler steps a unit of time`;
  return {
    series: { ...shape, runs: diffusionRuns + 1, data: joined(training) },
    heldOut: { ...shape, runs: 1, data: await record('held-out', system.start) },
    title: `Diffusion, ${method}`,
    fields: ['concentration'],
    rule: null,
    notes: [
      `Trained on ${diffusionRuns} runs from random starts and one from ${other === 'step' ? 'a step' : 'a point'}; measured on ${steps + 1} states from the specified start (${system.start}).`,
      ...(system.boundary === 'periodic'
        ? []
        : ['Cells within reach of a wall are neither learnt from nor predicted.']),
    ],
  };
}

async function vicsekSeries(
  system: VicsekSystem,
  random: Streams,
  breathe: () => Promise<void>,
): Promise<StudiedSeries> {
  const { side, burnIn, steps } = system;
  const heldOutSteps = Math.min(steps, Math.max(64, Math.ceil(steps / 4)));
  const size = 3 * side * side;
  checkLength((steps + heldOutSteps) * size, 'steps');
  const record = async (name: string, times: number): Promise<Spacetime> => {
    const flock = new Flock(system, random(name));
    for (let step = 0; step < burnIn; step++) {
      if (step % vicsekTurn === 0) await breathe();
      flock.step();
    }
    const data = new Float32Array(times * size);
    for (let time = 0; time < times; time++) {
      if (time % vicsekTurn === 0) await breathe();
      if (time > 0) flock.step();
      data.set(latticeFields(flock), time * size);
    }
    const lattice = { runs: 1, times, fields: 3, height: side, width: side };
    return { ...lattice, data, boundary: 'periodic', binary: false, vectors: true };
  };
  return {
    series: await record('training', steps),
    heldOut: await record('held-out', heldOutSteps),
    title: `Vicsek, L = ${side}, η = ${system.noise}`,
    fields: ['density', 'Σv_x', 'Σv_y'],
    rule: null,
    notes: [
      `Trained on ${steps} states of one flock, measured on ${heldOutSteps} of another, each after ${burnIn} steps of burn-in.`,
      ...(burnIn >= 1500
        ? []
        : ['Large flocks need about 1500 steps of burn-in; with fewer the series may still relax.']),
    ],
  };
}

function ownSeries(system: SystemOf<'data'>, input: ShapedArray | undefined): StudiedSeries {
  const series = inputSeries(system, input);
  const { training, heldOut, note } = splitSeries(series);
  return {
    series: training,
    heldOut,
    title: system.sourceName,
    fields: Array.from({ length: series.fields }, (_, index) =>
      series.fields === 1 ? 'value' : `field ${index + 1}`,
    ),
    rule: null,
    notes: [note],
  };
}

/**
 * Own data as a series. Throws HostError 'bad-argument' when they are missing, not [runs, times, fields, height, width] with two states and
 * two cells at least, or hold values that are not finite.
 */
export function inputSeries(
  { boundary, vectors }: Pick<SystemOf<'data'>, 'boundary' | 'vectors'>,
  input: ShapedArray | undefined,
): Spacetime {
  if (input === undefined) throw unfit('There is no series to analyse.');
  const { shape } = input;
  const [runs, times, fields, height, width] = shape as [number, number, number, number, number];
  const length = shape.reduce((product, extent) => product * extent, 1);
  if (shape.length !== 5 || length !== input.data.length || length === 0) {
    throw unfit(`An array of shape ${shape.join(' × ') || 'nothing'} is no series in space and time.`);
  }
  checkLength(length, 'spacetime');
  if (times < 2 || width < 2) throw unfit(`${times} states of ${width} cells show no dynamics.`);
  if (vectors && fields < 2) {
    throw new HostError('bad-argument', 'A vector has two components, and there is one field.', {
      where: 'system.vectors',
      remedy: 'Do not take the fields for a vector.',
    });
  }
  const data = input.data instanceof Float32Array ? input.data : Float32Array.from(input.data, Number);
  const strange = data.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) throw unfit(`Value ${strange} of the series is ${data[strange]}.`);
  const binary = data.every((value) => value === 0 || value === 1);
  return { runs, times, fields, height, width, data, boundary, binary, vectors };
}

const unfit = (message: string) =>
  new HostError('bad-argument', message, {
    where: 'spacetime',
    remedy: 'Give an array [runs, times, fields, height, width] named "spacetime" (height 1: one dimension).',
  });

function checkLength(values: number, where: string): void {
  if (values <= mostValues) return;
  throw new HostError('too-large', `The series would hold ${values} values; an analysis takes 2²⁴.`, {
    where,
    remedy: 'Take fewer steps or a smaller lattice.',
  });
}

function joined(histories: readonly (Uint8Array | Float32Array)[]): Float32Array {
  const size = histories[0].length;
  const data = new Float32Array(histories.length * size);
  for (const [run, history] of histories.entries()) data.set(history, run * size);
  return data;
}
