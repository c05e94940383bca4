import { defineStore } from 'pinia';
import { computed, markRaw, ref, shallowRef, watch } from 'vue';
import {
  HostError,
  paperFigures,
  schemaOf,
  type FigureResult,
  type PaperFigure,
  type SpecOf,
} from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { useRunsStore } from '../../../stores/runs.ts';

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
  /** Documents of the runs, as far as they are read: a line of the list of runs does not say which figure it makes. */
  const specs = shallowRef<ReadonlyMap<string, SpecOf<'inverse-rg-figure'>>>(new Map());
  const results = shallowRef<ReadonlyMap<string, FigureResult>>(new Map());
  const resultErrors = shallowRef<ReadonlyMap<string, HostError>>(new Map());
  const asked = new Set<string>();

  const all = computed(() =>
    runs.all.filter(({ kind, state }) => kind === 'inverse-rg-figure' && state !== 'archived'),
  );

  async function readSpec(id: string) {
    if (asked.has(id)) return;
    asked.add(id);
    try {
      const { spec } = await host.runRead({ id });
      if (spec.kind === 'inverse-rg-figure') specs.value = new Map(specs.value).set(id, spec);
    } catch {
      // Asked again with the next event of the run; until then its figure does not show.
      asked.delete(id);
    }
  }
  watch(
    () => all.value.map(({ id }) => id),
    (ids) => {
      for (const id of ids) if (!specs.value.has(id)) void readSpec(id);
    },
    { immediate: true },
  );

  /** The run that stands for a figure: the one at work, else the newest that is done, else the newest. */
  function runOf(figure: PaperFigure) {
    const own = all.value.filter(({ id }) => specs.value.get(id)?.figure === figure);
    const active = own.find(({ state }) => ['running', 'queued', 'paused'].includes(state));
    return active ?? own.find(({ state }) => state === 'done') ?? own[0];
  }

  async function read(id: string): Promise<void> {
    if (results.value.has(id)) return;
    try {
      const bytes = await host.runArtifact({ id, name: 'figure.json' });
      const result = JSON.parse(new TextDecoder().decode(bytes)) as FigureResult;
      if (!Array.isArray(result.panels)) {
        throw new HostError('bad-file', 'figure.json holds no panels.', {
          where: id,
          remedy: 'Make the figure again.',
        });
      }
      results.value = new Map(results.value).set(id, markRaw(result));
    } catch (cause) {
      resultErrors.value = new Map(resultErrors.value).set(id, toHostError(cause));
    }
  }

  /** Makes a figure with the numbers of configurations chosen for it. */
  async function make(figure: PaperFigure): Promise<void> {
    starting.value = figure;
    error.value = null;
    try {
      const spec = { ...defaults, figure, ...numbers.value[figure] };
      const name = figure === 'tables' ? 'Tables II to IV' : `Figure ${figure}`;
      const record = await runs.create(spec, { name: `${name} of the paper` });
      specs.value = new Map(specs.value).set(record.id, spec);
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
    specOf: (id: string) => specs.value.get(id) ?? null,
    resultOf: (id: string) => results.value.get(id) ?? null,
    resultErrorOf: (id: string) => resultErrors.value.get(id) ?? null,
    read,
    make,
  };
});
