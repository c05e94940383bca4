/** tfjs's one interface to every backend. */
export type Tensors = typeof import('@tensorflow/tfjs-core');
