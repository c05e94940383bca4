import { schemaOf, type SpecOf } from '../../../../preload/contract/index.ts';

/** Lattice of the first comparison: small enough to take seconds, large enough for two pairs (L, L/4). */
const size = 64;
const configurations = 20_000;

/** An upscaled and a simulated ensemble of one size and number. */
export function pairOfSpecs(model: string): [SpecOf<'upscaling'>, SpecOf<'ising-monte-carlo'>] {
  return [
    schemaOf.upscaling.parse({ kind: 'upscaling', model, size, configurations }),
    schemaOf['ising-monte-carlo'].parse({ kind: 'ising-monte-carlo', size, configurations }),
  ];
}
