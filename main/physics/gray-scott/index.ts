export * from './initial.ts';
export * from './lattice.ts';
export * from './simulate.ts';
export * from './stencil.ts';
export * from './descriptor.ts';
export * from './spectral.ts';
export * from './saddle-node.ts';
