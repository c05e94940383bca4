import type { KlResult } from '../../../../preload/contract/index.ts';
import type { ExperimentKind } from '../../context.ts';
import type { FitOrder, FittedPoint } from './fit-task.ts';
import { KlStudy } from './study.ts';

/** Fig. 4 of the MLRG paper: minimal divergence against the teacher's coupling for several representations of the hidden spin. */
export const mlrgKl: ExperimentKind<'mlrg-kl'> = {
  kind: 'mlrg-kl',
  title: 'Divergence of hidden representations',
  description: 'How well one hidden spin of each representation stands for the four of a plaquette, exactly.',
  lane: 'interactive',
  async run(context) {
    const started = performance.now();
    const study = new KlStudy(context.spec);
    const saved = context.restore();
    if (saved) study.restore(saved);
    const earlier = saved ? Number(saved.values.seconds) : 0;
    const seconds = () => earlier + (performance.now() - started) / 1000;
    while (!study.complete) {
      await context.breathe(() => {
        const { arrays, values } = study.snapshot();
        return { arrays, values: { ...values, seconds: seconds() } };
      });
      const orders = study.next(context.pool.size);
      const results = await context.pool.map<FitOrder, FittedPoint[]>('mlrg.fit', orders);
      for (const { hidden, point, nats } of study.take(results)) {
        context.metric(`bits: ${hidden}`, point, nats / Math.LN2);
      }
      const { done, total } = study.progress;
      context.progress(done / total, `fitted ${done} of ${total} pieces, now ${orders[0].hidden}`);
    }
    const result = study.result(seconds());
    await context.artifact('kl.csv', { type: 'text', mime: 'text/csv', text: klTable(result) });
    await context.artifact('kl.json', { type: 'json', value: result });
    context.summary({
      ...Object.fromEntries(result.curves.map(({ hidden, bits }) => [`bits: ${hidden}`, Math.max(...bits)])),
      seconds: result.seconds,
    });
  },
};

/** One line for each point of each curve; students have as many couplings as the largest has, the others leave theirs empty. */
export function klTable({ curves }: KlResult): string {
  const most = curves.reduce<string[]>(
    (names, { couplings }) => (couplings.length > names.length ? couplings : names),
    [],
  );
  const lines = curves.flatMap(({ hidden, x, bits, residual, students }) =>
    x.map((coupling, i) => [
      hidden,
      coupling,
      bits[i],
      residual[i],
      ...most.map((_, m) => students[i][m] ?? ''),
    ]),
  );
  return [['hidden', 'J_tch', 'bits', 'gradient_left_nats', ...most], ...lines]
    .map((line) => `${line.join(',')}\n`)
    .join('');
}
