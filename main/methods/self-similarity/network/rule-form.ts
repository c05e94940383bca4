import { neighbourhood } from './neighbourhood.ts';
import type { Activation, PerceptronShape } from './perceptrons.ts';

/** What f is, besides its weights. */
export interface RuleForm {
  fields: number;
  /** k. */
  kernel: number;
  /** k × k cells rather than k. */
  planar: boolean;
  units: number;
  activation: Activation;
  /** Answers are probabilities of 1: a sigmoid follows. */
  binary: boolean;
}

/** The perceptron of f: F · k^d inputs, [field][cell], to F fields. */
export function perceptronOf({ fields, kernel, planar, units, activation }: RuleForm): PerceptronShape {
  return {
    inputs: fields * neighbourhood(kernel, planar).length,
    units,
    outputs: fields,
    activation,
    linear: true,
  };
}
