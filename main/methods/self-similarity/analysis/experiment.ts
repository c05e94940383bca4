import type { ExperimentKind } from '../../context.ts';
import { analyse } from './analysis.ts';
import { pictureArrays } from './pictures.ts';
import { scaleTable, summaryOf } from './tables.ts';

export const selfSimilarity: ExperimentKind<'self-similarity'> = {
  kind: 'self-similarity',
  title: 'Self-similarity of a dynamics',
  description:
    'Learns the local rule of a system and coarse-grainings under which macro states obey the same rule, and says how well they do.',
  lane: 'batch',
  async run(context) {
    const { spacetime } = await context.inputs();
    const { studied, scales, result } = await analyse(context.spec, spacetime, context);
    for (const note of result.notes) context.log(note);
    await context.artifact('pictures.npz', {
      type: 'arrays',
      arrays: pictureArrays(studied.heldOut, scales),
    });
    await context.artifact('scales.csv', { type: 'text', mime: 'text/csv', text: scaleTable(result) });
    await context.artifact('result.json', { type: 'json', value: result });
    context.summary(summaryOf(result));
    context.progress(1, 'done');
  },
};
