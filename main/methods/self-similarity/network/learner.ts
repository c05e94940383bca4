import type { Learner } from '../learner.ts';
import { coarseGrainingTraining } from './coarse-graining.ts';
import { dynamicsTraining } from './dynamics.ts';

/**
 * Both stages as networks, for real or binary data in one or two dimensions with any number of fields: f a convolution of width k with one
 * hidden layer, P a convolution of S (× S) cells and T steps, linear (binary: a threshold).
 */
export const networkLearner: Learner = {
  dynamics: dynamicsTraining,
  coarseGraining: coarseGrainingTraining,
};
