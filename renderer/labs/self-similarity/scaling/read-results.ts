import {
  HostError,
  type DiffusionStudyResult,
  type VicsekOrderResult,
} from '../../../../preload/contract/index.ts';
import { readJson } from '../../documents/run-results.ts';

/** Reads study.json. @throws HostError when it holds no study of diffusion. */
export function readDiffusionStudy(bytes: Uint8Array): DiffusionStudyResult {
  const value = readJson(bytes) as Partial<DiffusionStudyResult>;
  if (Array.isArray(value.prediction) && Array.isArray(value.scaling)) return value as DiffusionStudyResult;
  throw new HostError('bad-file', 'The run left no study of diffusion.', {
    where: 'study.json',
    remedy: 'Start the study again.',
  });
}

/** Reads order.json. @throws HostError when it holds no order parameters. */
export function readVicsekOrder(bytes: Uint8Array): VicsekOrderResult {
  const value = readJson(bytes) as Partial<VicsekOrderResult>;
  if (Array.isArray(value.sizes)) return value as VicsekOrderResult;
  throw new HostError('bad-file', 'The run left no order parameters.', {
    where: 'order.json',
    remedy: 'Start the simulations again.',
  });
}
