import type { EnsembleMeasurement } from '../../../../preload/contract/index.ts';
import { emptyEnsemble, packedBytes, packSpins } from '../../../physics/ising/spins.ts';
import type { ExperimentKind, RunContext } from '../../context.ts';
import { writeMeasurement, writeSpins } from '../artifacts.ts';
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
  await writeMeasurement(context, measurement);
  const ensemble = emptyEnsemble(analysis.size, analysis.count);
  for (let i = 0; i < analysis.count; i++) {
    packSpins(analysis.configuration(i), ensemble.packed, i * packedBytes(analysis.size));
  }
  await writeSpins(context, ensemble);
}
