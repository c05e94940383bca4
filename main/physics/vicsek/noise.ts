import type { VicsekParameters } from '../../../preload/contract/index.ts';

/** Bits of a random word that choose an entry of the tables; the others turn a little from there. */
const coarseBits = 9;
const fineBits = 32 - coarseBits;
const entries = 2 ** coarseBits;

/** η times the length of the interval ξ is drawn from: every turn lies within half of it to either side, in radians. */
export function noiseAmplitude({ noise, noiseInterval }: Pick<VicsekParameters, 'noise' | 'noiseInterval'>) {
  return noiseInterval === 'pi' ? noise * Math.PI : noise;
}

/**
 * Cosines and sines of uniform random turns without calling either per particle: a word b of 32 random bits is the turn
 * a (b/2³² − ½); its upper bits choose a tabulated turn and the rest, at most a/1024, is added by a polynomial in `turn`.
 */
export class NoiseTurns {
  readonly cosines = new Float64Array(entries);
  readonly sines = new Float64Array(entries);
  /** Radians of one unit of the lower bits. */
  readonly fineStep: number;

  /** @param amplitude a, radians. */
  constructor(amplitude: number) {
    this.fineStep = amplitude * 2 ** -32;
    for (let entry = 0; entry < entries; entry++) {
      const angle = amplitude * ((entry + 0.5) / entries - 0.5);
      this.cosines[entry] = Math.cos(angle);
      this.sines[entry] = Math.sin(angle);
    }
  }
}

/** Of a random word: its entry of the tables is `word >>> fineShift`, and this mask and middle give the signed rest. */
export const fineShift = fineBits;
export const fineMask = 2 ** fineBits - 1;
export const fineMiddle = 2 ** (fineBits - 1);
