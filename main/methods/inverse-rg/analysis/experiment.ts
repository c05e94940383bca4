import type { EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import { packedBytes, packSpins } from '../../../physics/ising/spins.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import { measurementTable } from '../measure/finish.ts';
import { configurationsPerTurn, SpinAnalysis } from './spin-analysis.ts';

type Context = RunContext<'spin-analysis'>;

export const spinAnalysis: ExperimentKind<'spin-analysis'> = {
  kind: 'spin-analysis',
  title: 'Analysis of spins',
  description: 'Measures configurations of your own as Monte Carlo and upscaled ones are measured.',
  lane: 'interactive',
  async run(context) {
    const started = performance.now();
    context.progress(0, 'reading spins');
    const analysis = new SpinAnalysis(await context.inputs(), context.spec);
    const { size, count } = analysis;
    context.frame([
      { width: size, height: size, data: Float32Array.from(analysis.configuration(0)), label: 'spins' },
    ]);
    while (analysis.done < count) {
      // It takes seconds, and every tie has its own random stream: an interrupted analysis starts over and ends with the same bits.
      await context.breathe(() => ({ arrays: {}, values: {} }));
      analysis.advance(configurationsPerTurn(size));
      context.progress(analysis.done / count, `measured ${analysis.done} of ${count} configurations`);
    }
    await write(context, analysis, analysis.finish((performance.now() - started) / 1000));
  },
};

async function write(
  context: Context,
  analysis: SpinAnalysis,
  measurement: EnsembleMeasurement,
): Promise<void> {
  await context.artifact('measurement.csv', {
    type: 'text',
    mime: 'text/csv',
    text: measurementTable(measurement),
  });
  await context.artifact('measurement.json', { type: 'json', value: measurement });
  const { size, count } = analysis;
  const bytes = packedBytes(size);
  const packed = new Uint8Array(count * bytes);
  for (let i = 0; i < count; i++) packSpins(analysis.configuration(i), packed, i * bytes);
  await context.artifact('spins.npz', {
    type: 'arrays',
    arrays: {
      packed: { shape: [count, bytes], data: packed },
      size: { shape: [1], data: Int32Array.of(size) },
    },
  });
  const { chi, c, u4, e } = measurement.levels[measurement.levels.length - 1].observables;
  context.summary({
    configurations: count,
    size,
    chi: chi.value,
    u4: u4.value,
    c: c.value,
    e: e.value,
  });
}
