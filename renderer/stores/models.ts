import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { HostErrorShape, ModelSummary } from '../../preload/contract/index.ts';
import { host, onConnected, onHost } from '../bridge/host.ts';
import { toHostError } from '../bridge/errors.ts';

/** Pretrained models and those of finished trainings. */
export const useModelsStore = defineStore('models', () => {
  const all = ref<ModelSummary[]>([]);
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const error = ref<HostErrorShape | null>(null);

  async function read() {
    try {
      all.value = await host.modelsList({});
      state.value = 'ready';
      error.value = null;
    } catch (reason) {
      state.value = 'failed';
      error.value = toHostError(reason).toShape();
    }
  }

  const get = (id: string) => all.value.find((model) => model.id === id);

  onConnected(read);
  onHost('runChanged', (run) => {
    if (run.state === 'done' && /^(turing|linear|oscillator|upscaler|mlrg-training)/.test(run.kind))
      void read();
  });

  return { all, state, error, read, get };
});
