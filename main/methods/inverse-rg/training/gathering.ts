import { HostError } from '../../../../preload/contract/index.ts';
import { emptyEnsemble, packedBytes, type Ensemble } from '../../../physics/ising/spins.ts';
import type { RunContext } from '../../context.ts';
import type { DataPart, Piece, TrainingData } from './data.ts';
import type { GatheredPiece } from './gathering-task.ts';
import { WalkPosition, walkThrough } from './walk.ts';

const mostBytes = 2 ** 30;

/** The configurations themselves, for what cannot train on counts. */
export interface GatheredEnsembles {
  training: Ensemble;
  heldOut: Ensemble;
}

/** Draws or reads all configurations into memory. Throws HostError 'too-large' when they would not fit. */
export async function gatherEnsembles(
  pool: RunContext['pool'],
  data: TrainingData,
  breathe: () => Promise<void>,
  progress: (configurations: number, total: number) => void,
): Promise<GatheredEnsembles> {
  const { size, parts } = data;
  const bytes = packedBytes(size);
  const count = (use: DataPart['use']) =>
    parts.reduce((sum, part) => sum + (part.use === use ? part.configurations : 0), 0);
  const total = count('training') + count('held-out');
  if (total * bytes > mostBytes) {
    throw new HostError(
      'too-large',
      `${total} configurations of ${size}² spins take ${Math.ceil((total * bytes) / 2 ** 20)} MB.`,
      { where: 'data', remedy: `Take at most ${Math.floor(mostBytes / bytes)} of this size.` },
    );
  }
  const gathered = {
    training: emptyEnsemble(size, count('training')),
    heldOut: emptyEnsemble(size, count('held-out')),
  };
  const filled = parts.map(({ before }) => before * bytes);
  await walkThrough<Piece, GatheredPiece>(pool, data, new WalkPosition(parts.length), {
    task: 'inverse-rg.gather',
    input: (piece) => piece,
    take({ packed }, part) {
      const { use } = parts[part];
      gathered[use === 'training' ? 'training' : 'heldOut'].packed.set(packed, filled[part]);
      filled[part] += packed.length;
    },
    breathe,
    progress,
  });
  return gathered;
}
