import { HostError, type ExperimentSpec } from '../../../preload/contract/index.ts';
import type { LabName } from '../index.ts';

/**
 * Loads a document into the editor of its kind; nothing starts. Answers where that editor is.
 * @throws HostError for kinds that need more than their document.
 */
export async function openDocument(spec: ExperimentSpec): Promise<{ lab: LabName; tab: string }> {
  switch (spec.kind) {
    case 'gray-scott-dataset': {
      const { useDataSetsStore } = await import('../turing/stores/data-sets.ts');
      useDataSetsStore().edit(spec);
      return { lab: 'turing', tab: 'data' };
    }
    case 'ising-monte-carlo': {
      const { useMonteCarloStore } = await import('../upscaling/stores/monte-carlo.ts');
      useMonteCarloStore().edit(spec);
      return { lab: 'upscaling', tab: 'monte-carlo' };
    }
    case 'upscaler-training': {
      const { useUpscalingTrainingStore } = await import('../upscaling/stores/training.ts');
      useUpscalingTrainingStore().edit(spec);
      return { lab: 'upscaling', tab: 'train' };
    }
    case 'upscaling': {
      const { useDreamStore } = await import('../upscaling/stores/dream.ts');
      useDreamStore().edit(spec);
      return { lab: 'upscaling', tab: 'dream' };
    }
    case 'mlrg-kl': {
      const { useExactMapStore } = await import('../renormalization/stores/exact-map.ts');
      useExactMapStore().open(spec);
      return { lab: 'renormalization', tab: 'exact-map' };
    }
    case 'mlrg-training': {
      const { useMlrgTrainingStore } = await import('../renormalization/stores/training.ts');
      useMlrgTrainingStore().edit(spec);
      return { lab: 'renormalization', tab: 'train' };
    }
    case 'mlrg-analysis': {
      const { useAnalysisStore } = await import('../renormalization/stores/analysis.ts');
      useAnalysisStore().edit(spec);
      return { lab: 'renormalization', tab: 'critical-point' };
    }
    case 'mlrg-reference': {
      const { useReferenceStore } = await import('../renormalization/stores/reference.ts');
      useReferenceStore().edit(spec);
      return { lab: 'renormalization', tab: 'critical-point' };
    }
    case 'self-similarity': {
      const { useStudyStore } = await import('../self-similarity/stores/study.ts');
      useStudyStore().edit(spec);
      return { lab: 'self-similarity', tab: 'learn' };
    }
    case 'automaton-survey': {
      const { useSurveyStore } = await import('../self-similarity/stores/survey.ts');
      useSurveyStore().edit(spec);
      return { lab: 'self-similarity', tab: 'verdict' };
    }
    case 'diffusion-study': {
      const { useDiffusionStudyStore } = await import('../self-similarity/stores/diffusion-study.ts');
      useDiffusionStudyStore().edit(spec);
      return { lab: 'self-similarity', tab: 'scaling' };
    }
    case 'vicsek-order': {
      const { useVicsekOrderStore } = await import('../self-similarity/stores/vicsek-order.ts');
      useVicsekOrderStore().edit(spec);
      return { lab: 'self-similarity', tab: 'scaling' };
    }
    case 'turing-design':
    case 'spin-analysis':
      throw new HostError('bad-specification', `A ${spec.kind} document needs the data it is about.`, {
        where: 'kind',
        remedy: 'Drop the file with the data instead.',
      });
    case 'inverse-rg-figure':
      throw new HostError('bad-specification', 'Figures of the paper are started by their buttons.', {
        where: 'kind',
        remedy: 'Open Upscaling › Paper.',
      });
    default: {
      const { useTrainingStore } = await import('../turing/stores/training.ts');
      useTrainingStore().edit(spec);
      return { lab: 'turing', tab: 'train' };
    }
  }
}
