import { packedBytes, packSpins } from '../../../physics/ising/spins.ts';
import { eachConfiguration, type Piece, type PieceState } from './data.ts';

/** Output of the thread task 'inverse-rg.gather'. */
export interface GatheredPiece {
  state: PieceState;
  /** The configurations of the piece, one after the other. */
  packed: Uint8Array;
}

/** Draws or reads the configurations of a piece, for what has to train on the configurations themselves. */
export function gatherPiece(piece: Piece): GatheredPiece {
  const [size, count] =
    piece.type === 'chain'
      ? [piece.segment.size, piece.segment.configurations]
      : [piece.ensemble.size, piece.ensemble.count];
  const bytes = packedBytes(size);
  const packed = new Uint8Array(count * bytes);
  const state = eachConfiguration(piece, (spins, index) => packSpins(spins, packed, index * bytes));
  return { state, packed };
}
