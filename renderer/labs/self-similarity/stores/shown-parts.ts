import { defineStore } from 'pinia';
import { ref } from 'vue';

/** Verdict: of one analysis, or of all rules (Table I). */
export type VerdictPart = 'analysis' | 'table';
/** Scaling: consistency against S and T, the two studies of the paper, and what the prior is worth (Fig. 7). */
export type ScalingPart = 'scan' | 'diffusion' | 'vicsek' | 'prior';

/** Which part of the tabs Verdict and Scaling is shown; a document that is opened shows its own. */
export const useShownParts = defineStore('self-similarity-parts', () => ({
  verdict: ref<VerdictPart>('analysis'),
  scaling: ref<ScalingPart>('scan'),
}));
