import type { Verification } from '../../proof.ts';
import { growHeldOut } from './held-out.ts';
import { verifyPicture } from './picture.ts';
import { verifyTuring } from './turing.ts';
import { verifyVectors } from './vectors.ts';

/** Where each part ends in the whole's progress. */
const ends = { vectors: 0.1, heldOut: 0.15, turing: 0.8 } as const;

/** Everything MacroNet promises, measured; see docs on how close is close. */
export const macronetVerification: Verification = {
  title: 'MacroNet: macrostates of four systems, and designs of Turing patterns',
  async run(context) {
    const within = (from: number, to: number) => (fraction: number, message: string) =>
      context.progress(from + fraction * (to - from), message);
    const vectors = await verifyVectors(context, within(0, ends.vectors));
    const heldOut = await growHeldOut(context, within(ends.vectors, ends.heldOut));
    const turing = await verifyTuring(context, heldOut, within(ends.heldOut, ends.turing));
    const picture = await verifyPicture(context, heldOut, within(ends.turing, 1));
    return [...vectors, ...turing, ...picture];
  },
};
