import { HostError, parseScale, type DiffusionStudySpec } from '../../../../preload/contract/index.ts';
import {
  checkDiffusion,
  DiffusionStepper,
  type DiffusionSettings,
} from '../../../physics/diffusion/index.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import { Stopwatch } from '../../stopwatch.ts';
import type { Spacetime } from '../spacetime.ts';
import {
  find,
  piecesOf,
  ruleKernel,
  study,
  titleOf,
  type Finding,
  type Source,
  type Studied,
} from './pieces.ts';
import { resultOf } from './result.ts';
import { ringSeries } from './series.ts';
import { studyTable } from './table.ts';
import { scanSystem } from './time-exponent.ts';

/** Units of time simulated between two looks for a pause. */
const timesInOneGo = 64;

/** Figs. 4c and 5 of the paper: how well linear diffusion is learnt, how self-similar it is, and how time scales with space. */
export const diffusionStudy: ExperimentKind<'diffusion-study'> = {
  kind: 'diffusion-study',
  title: 'Diffusion study',
  description:
    'Learns diffusion from data of several time steps, tests whether it is the same at every scale, and measures D, the growth of the variance and z.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    for (const source of sourcesOf(spec)) checkDiffusion(settingsOf(spec, source));
    checkScales(spec);
    const saved = context.restore();
    const stopwatch = new Stopwatch(saved);
    const findings = (saved?.values.findings ?? []) as Finding[];
    const breathe = async () =>
      await context.breathe(() =>
        stopwatch.stamp({ arrays: {}, values: { findings: [...findings], done: findings.length } }),
      );
    const pieces = piecesOf(spec);
    let present: { source: Source; studied: Studied } | null = null;
    while (findings.length < pieces.length) {
      const piece = pieces[findings.length];
      context.progress(findings.length / pieces.length, titleOf(piece));
      await breathe();
      if (!present || !sameSource(present.source, piece.source)) {
        const series = await simulate(context, piece.source, breathe);
        present = { source: piece.source, studied: await study(series, spec, breathe) };
      }
      findings.push(await find(piece, present.studied, spec.seed, breathe));
    }
    await write(context, findings, stopwatch.seconds);
  },
};

const sourcesOf = (spec: DiffusionStudySpec): Source[] =>
  [0, ...spec.stepsPerUnit].map((stepsPerUnit) => ({ stepsPerUnit, scan: false }));

const sameSource = (one: Source, other: Source) =>
  one.stepsPerUnit === other.stepsPerUnit && one.scan === other.scan;

/** A delta on a ring, as in the paper. */
function settingsOf(spec: DiffusionStudySpec, { stepsPerUnit, scan }: Source): DiffusionSettings {
  return {
    cells: scan ? scanSystem(spec).cells : spec.cells,
    coefficient: spec.coefficient,
    method: stepsPerUnit === 0 ? 'analytic' : 'explicit',
    stepsPerUnit: Math.max(1, stepsPerUnit),
    boundary: 'periodic',
    start: 'delta',
  };
}

/** @throws HostError where a scale leaves too little of the run to learn and test P on. */
function checkScales(spec: DiffusionStudySpec): void {
  for (const name of spec.scales) {
    const { space, time } = parseScale(name);
    if (4 * time <= spec.duration && Math.floor(spec.cells / space) >= ruleKernel(spec)) continue;
    throw new HostError(
      'bad-specification',
      `${spec.duration} units of time and ${spec.cells} cells are too few for the scale ${name}.`,
      {
        where: 'scales',
        remedy: `Take at least ${4 * time} units of time and ${space * ruleKernel(spec)} cells, or leave ${name} out.`,
      },
    );
  }
}

async function simulate(
  context: RunContext<'diffusion-study'>,
  source: Source,
  breathe: () => Promise<void>,
): Promise<Spacetime> {
  const { spec } = context;
  const settings = settingsOf(spec, source);
  const steps = source.scan ? scanSystem(spec).steps : spec.duration;
  const { cells } = settings;
  const states = new Float32Array((steps + 1) * cells);
  const stepper = new DiffusionStepper(settings, context.random('start'));
  states.set(stepper.state);
  for (let time = 1; time <= steps; time++) {
    if (time % timesInOneGo === 0) await breathe();
    stepper.step();
    states.set(stepper.state, time * cells);
  }
  return ringSeries(states, cells);
}

async function write(
  context: RunContext<'diffusion-study'>,
  findings: readonly Finding[],
  seconds: number,
): Promise<void> {
  const result = resultOf(context.spec, findings, seconds);
  for (const note of result.notes) context.log(note);
  await context.artifact('study.csv', { type: 'text', mime: 'text/csv', text: studyTable(result) });
  await context.artifact('study.json', { type: 'json', value: result });
  const { exponent, scaling } = result;
  context.summary({
    z: exponent.z.value,
    ...(scaling[0] ? { 'D macro / D micro': scaling[0].diffusion.ratio.value } : {}),
    seconds,
  });
  context.progress(1, 'done');
}
