import type { Component } from 'vue';
import type { LabName } from './index.ts';

/** The view of each lab, loaded when it is first shown. Apart from the list, which the views themselves navigate by. */
export const labViews: Record<LabName, () => Promise<{ default: Component }>> = {
  turing: () => import('./turing/TuringLab.vue'),
  renormalization: () => import('./renormalization/RenormalizationLab.vue'),
  upscaling: () => import('./upscaling/UpscalingLab.vue'),
  'self-similarity': () => import('./self-similarity/SelfSimilarityLab.vue'),
  data: () => import('./datasets/DataLab.vue'),
  runs: () => import('./runs/RunsLab.vue'),
  settings: () => import('./settings/SettingsLab.vue'),
};
