import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import {
  HostError,
  paperFigures,
  schemaOf,
  type FigureResult,
  type PaperFigure,
  type SpecOf,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { useRunsStore } from '../../../stores/runs.ts';
import { readJson, useRunResults } from '../../documents/run-results.ts';
import { useRunSpecs } from '../../documents/run-specs.ts';

/** Configurations of each ensemble, and of each training. */
type FigureNumbers = Pick<SpecOf<'inverse-rg-figure'>, 'configurations' | 'trainingConfigurations'>;

/** Figures of the paper made again: how large, which run made which, and what came of it. */
export const useFiguresStore = defineStore('upscaling-figures', () => {
  const runs = useRunsStore();
  const defaults = schemaOf['inverse-rg-figure'].parse({ kind: 'inverse-rg-figure' });
  const { configurations, trainingConfigurations } = defaults;
  const numbers = ref(
    Object.fromEntries(
      paperFigures.map((figure) => [figure, { configurations, trainingConfigurations }]),
    ) as Record<PaperFigure, FigureNumbers>,
  );
  const starting = ref<PaperFigure | null>(null);
  const error = shallowRef<{ figure: PaperFigure; error: HostError } | null>(null);
  const all = computed(() =>
    runs.all.filter(({ kind, state }) => kind === 'inverse-rg-figure' && state !== 'archived'),
  );

  /** Documents of the runs: a line of the list of runs does not say which figure it makes. */
  const specs = useRunSpecs('inverse-rg-figure', all);
  const results = useRunResults('figure.json', readFigure);

  /** The run that stands for a figure: the one at work, else the newest that is done, else the newest. */
  function runOf(figure: PaperFigure) {
    const own = all.value.filter(({ id }) => specs.of(id)?.figure === figure);
    const active = own.find(({ state }) => ['running', 'queued', 'paused'].includes(state));
    return active ?? own.find(({ state }) => state === 'done') ?? own[0];
  }

  /** Makes a figure with the numbers of configurations chosen for it. */
  async function make(figure: PaperFigure): Promise<void> {
    starting.value = figure;
    error.value = null;
    try {
      const spec = { ...defaults, figure, ...numbers.value[figure] };
      const name = figure === 'tables' ? 'Tables II to IV' : `Figure ${figure}`;
      const record = await runs.create(spec, { name: `${name} of the paper` });
      specs.know(record.id, spec);
    } catch (cause) {
      error.value = { figure, error: toHostError(cause) };
    } finally {
      starting.value = null;
    }
  }

  return {
    numbers,
    starting,
    error: computed(() => error.value),
    runOf,
    specOf: specs.of,
    resultOf: results.of,
    resultErrorOf: results.errorOf,
    read: results.read,
    make,
  };
});

/** Reads figure.json. @throws HostError when it holds no figure. */
function readFigure(bytes: Uint8Array): FigureResult {
  const result = readJson(bytes) as FigureResult;
  if (Array.isArray(result.panels)) return result;
  throw new HostError('bad-file', 'The run left no panels.', {
    where: 'figure.json',
    remedy: 'Make the figure again.',
  });
}
