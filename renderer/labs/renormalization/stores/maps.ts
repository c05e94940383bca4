import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { ModelSummary, RgMapChoice, SymmetrySettings } from '../../../../preload/contract/index.ts';
import { useModelsStore } from '../../../stores/models.ts';
import { symmetryName } from '../names.ts';
import { useSymmetryStore } from './symmetry.ts';

/** A renormalization map that can be looked at. */
export interface KnownMap {
  /** 'exact', or the id of a model. */
  id: string;
  title: string;
  symmetry: SymmetrySettings;
  /** Independent trainings; 0 for the exact map. */
  members: number;
  choice: RgMapChoice;
}

/** The maps there are: the exact one of the symmetry that is chosen, and every trained one, shipped or made here. */
export const useMapsStore = defineStore('renormalization-maps', () => {
  const models = useModelsStore();
  const symmetry = useSymmetryStore();

  const exact = computed<KnownMap>(() => ({
    id: 'exact',
    title: `Exact, ${symmetryName(symmetry.settings)}`,
    symmetry: symmetry.settings,
    members: 0,
    choice: { type: 'exact', symmetry: symmetry.settings },
  }));
  const learned = computed(() => models.all.flatMap(learnedMap));
  const all = computed(() => [exact.value, ...learned.value]);

  return {
    exact,
    learned,
    all,
    /** Absent where the models are still on their way, or the model is gone. */
    get: (id: string): KnownMap | undefined => all.value.find((map) => map.id === id),
  };
});

function learnedMap({ id, title, spec }: ModelSummary): KnownMap[] {
  if (spec?.kind !== 'mlrg-training') return [];
  const { symmetry, members } = spec;
  return [{ id, title, symmetry, members, choice: { type: 'learned', model: id } }];
}
