import { HostError } from '../../../../preload/contract/index.ts';
import { SimdEngine } from '../../../compute/simd/engine.ts';

/** Bytes a training may take in the engine; only what is used of it is really taken. */
const capacity = 2 ** 30;

/** Builds a training in an engine of its own. @throws HostError('too-large') when its buffers do not fit. */
export function inOwnEngine<T>(build: (engine: SimdEngine) => T): T {
  const engine = new SimdEngine({ capacity });
  try {
    return build(engine);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new HostError('too-large', 'The networks do not fit into memory.', {
      remedy: 'Take fewer restarts, a smaller batch, a smaller kernel or smaller scales.',
      cause,
    });
  }
}
