export { headingsByAllPairs, stepByAllPairs } from './all-pairs.ts';
export { flockSize, Flock, type FlockState } from './flock.ts';
export { latticeFields } from './lattice.ts';
export { noiseAmplitude } from './noise.ts';
