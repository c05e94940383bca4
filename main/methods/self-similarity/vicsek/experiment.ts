import type { VicsekOrderResult } from '../../../../preload/contract/index.ts';
import type { ExperimentKind } from '../../context.ts';
import { Stopwatch } from '../../stopwatch.ts';
import { orderNotes } from './order-notes.ts';
import { OrderSurvey } from './order-survey.ts';
import { orderTable } from './order-table.ts';

/** Fig. 6a: φ and its fluctuation against noise, for several sizes. */
export const vicsekOrder: ExperimentKind<'vicsek-order'> = {
  kind: 'vicsek-order',
  title: 'Order of Vicsek flocks',
  description: 'Order parameter of Vicsek flocks and its fluctuation against noise, for several sizes.',
  lane: 'batch',
  async run(context) {
    const { spec } = context;
    const survey = new OrderSurvey(spec);
    const saved = context.restore();
    const stopwatch = new Stopwatch(saved);
    if (saved) survey.restore(saved.arrays);
    const breathe = () =>
      context.breathe(() =>
        stopwatch.stamp({ arrays: survey.snapshot(), values: { progress: survey.progress } }),
      );

    for (let point = survey.current; point; point = survey.current) {
      await breathe();
      context.progress(survey.progress, `L = ${point.side}, η = ${point.noise}`);
      await survey.advance(context.pool);
    }
    context.progress(1, 'measuring');
    const { sizes, errors } = await survey.estimates(breathe);
    const result: VicsekOrderResult = {
      sizes,
      notes: orderNotes(spec, sizes, errors),
      seconds: stopwatch.seconds,
    };
    for (const note of result.notes) context.log(note);
    await context.artifact('order.csv', { type: 'text', mime: 'text/csv', text: orderTable(result) });
    await context.artifact('order.json', { type: 'json', value: result });
    context.summary(summaryOf(result));
    context.progress(1, 'done');
  },
};

function summaryOf({ sizes, seconds }: VicsekOrderResult): Record<string, number> {
  return { ...Object.fromEntries(sizes.map(({ side, peak }) => [`peak L${side}`, peak.noise])), seconds };
}
