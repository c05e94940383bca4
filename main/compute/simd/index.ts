/**
 * The SIMD engine: flows on vectors and small convolutional encoders with hand-written backpropagation over WASM kernels.
 *
 *     const engine = new SimdEngine();
 *     const flow = Flow.fromSpec(engine, { name: 'flowU', dimension: 4, spec, stream });
 *     const adam = new Adam(engine, flow.parameters(), { clip: 5 });
 *     engine.scope(() => {
 *       const x = engine.zeros(4, 256).setExamples(values);
 *       const pass = flow.forward(x);
 *       const dz = engine.zeros(4, 256);
 *       const dLogDeterminant = engine.zeros(1, 256);
 *       const loss = gaussianNegativeLogLikelihood(pass.z, pass.logDeterminant, 1, dz, dLogDeterminant);
 *       pass.backward(dz, dLogDeterminant);
 *       adam.step(learningRate(optimiser, step, steps));
 *     });
 */
export { SimdEngine, type EngineOptions } from './engine.ts';
export { relaxedSupported, type KernelBuild } from './kernels.ts';
export { Matrix } from './matrix.ts';
export { parameterCount, type Constant, type Module, type Parameter } from './parameter.ts';
export type { FlowLayer, LayerPass } from './layer.ts';
export { Flow, type FlowOptions, type FlowPass } from './flow.ts';
export { Rotation } from './layers/rotation.ts';
export { ActNorm } from './layers/act-norm.ts';
export { LearnedLinear } from './layers/learned-linear.ts';
export { AffineCoupling, type AffineCouplingOptions } from './layers/affine-coupling.ts';
export { FactorOut } from './layers/factor-out.ts';
export { Mlp, type MlpOptions, type MlpPass } from './mlp.ts';
export { ConvolutionEncoder, type ConvolutionEncoderOptions, type EncoderPass } from './encoder.ts';
export { gaussianNegativeLogLikelihood, negativeLogLikelihoods, squaredDistance } from './losses.ts';
export { Adam, type AdamOptions } from './adam.ts';
export { learningRate, schedules, type Schedule } from './schedule.ts';
export { restoreModules, saveModules } from './state.ts';
export { selfTest, type SelfTest } from './self-test.ts';
