import { HostError, type EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import { writeMeasurement, writeSpins } from '../artifacts.ts';
import { createUpscaler } from '../generation/load.ts';
import { finishMeasurement } from '../measure/finish.ts';
import { readUpscaler } from '../stored.ts';
import { binCount } from './batches.ts';
import { describeEnsemble } from './description.ts';
import { UpscaledEnsemble, type EnsembleOrder } from './ensemble.ts';
import { framed } from '../picture.ts';
import { runningObservables } from '../measure/running.ts';

type Context = RunContext<'upscaling'>;

export const upscaling: ExperimentKind<'upscaling'> = {
  kind: 'upscaling',
  title: 'Upscaling',
  description: 'Dreams up configurations with an upscaler, from one spin on, and measures every level.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const started = performance.now();
    context.progress(0, 'reading the upscaler');
    const model = await context.model(spec.model);
    const parameters = readUpscaler(model);
    const upscaler = createUpscaler(parameters, spec.coupling);
    if (spec.importance && !upscaler.logProbability) {
      throw new HostError(
        'bad-argument',
        `U(σ|μ) of ${spec.model} is not known, so nothing can be weighted by it.`,
        {
          where: 'importance',
          remedy: 'Turn the importance weights off, or choose another upscaler.',
        },
      );
    }
    const order: EnsembleOrder = {
      parameters,
      settings: spec,
      seed: spec.seed,
      configurations: spec.configurations,
      bins: binCount(spec.configurations, spec.measure.bins),
      correlation: spec.measure.correlation,
      rsrg: spec.measure.rsrg,
      keep: spec.keep,
    };
    const ensemble = new UpscaledEnsemble(order);
    const saved = context.restore();
    if (saved) ensemble.restore(saved);
    const earlierSeconds = saved ? Number(saved.values.seconds) : 0;
    const seconds = () => earlierSeconds + (performance.now() - started) / 1000;
    let keptWritten = saved ? Boolean(saved.values.keptWritten) : spec.keep === 0;
    const snapshot = () => {
      const { arrays, values } = ensemble.snapshot(!keptWritten);
      return { arrays, values: { ...values, keptWritten, seconds: seconds() } };
    };

    const progress = progressOf(context, ensemble);
    while (!ensemble.complete) {
      await context.breathe(snapshot);
      progress(await ensemble.round(context.pool));
      if (!keptWritten && ensemble.keptAll) {
        // As soon as all of them are there, so that checkpoints need not carry them any longer.
        await writeSpins(context, { size: spec.size, packed: ensemble.kept });
        keptWritten = true;
      }
    }

    context.progress(1, 'measuring');
    const about = describeEnsemble(spec, model, upscaler.name, order.bins);
    const measurement = finishMeasurement(ensemble.levels, { ...about, seconds: seconds() });
    await write(context, ensemble, measurement);
    context.progress(1, 'done');
  },
};

/** Shows what there is to see after each round, whose newest configuration it is given. */
function progressOf(context: Context, ensemble: UpscaledEnsemble): (newest: Uint8Array) => void {
  const { size, configurations } = context.spec;
  const began = performance.now();
  const before = ensemble.configurations;
  return (newest) => {
    const done = ensemble.configurations;
    const rate = ((done - before) * 1000) / (performance.now() - began);
    context.progress(
      done / configurations,
      `${done} of ${configurations} configurations, ${rate < 10 ? rate.toFixed(1) : Math.round(rate)} a second`,
    );
    context.frame([framed(newest, size)]);
    const { chi, u4, e } = runningObservables(ensemble.levels[ensemble.levels.length - 1]);
    context.metric('upscaled: χ', done, chi);
    context.metric('upscaled: U4', done, u4);
    context.metric('upscaled: |e|', done, e);
  };
}

async function write(
  context: Context,
  ensemble: UpscaledEnsemble,
  measurement: EnsembleMeasurement,
): Promise<void> {
  await context.artifact('growth.npz', {
    type: 'arrays',
    arrays: Object.fromEntries(
      ensemble.history.map(({ size: side, packed }) => [
        `level-${side}`,
        { shape: [packed.length], data: packed },
      ]),
    ),
  });
  await writeMeasurement(context, measurement);
}
