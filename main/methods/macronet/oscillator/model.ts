import type { ArrayRecord, SpecOf } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import {
  Flow,
  gaussianNegativeLogLikelihood,
  restoreModules,
  saveModules,
  SimdEngine,
  squaredDistance,
} from '../../../compute/simd/index.ts';
import { evolve } from '../../../physics/oscillator/motion.ts';
import { agreement, completeMacrostate, mapBack, mapThrough } from '../flow-pair.ts';
import type { Losses } from '../training.ts';

/**
 * MacroNet of the harmonic oscillator: one flow for (x0, p0) and (xτ, pτ) alike, since what is conserved is the same function of
 * both. The padding is the paper's "noisy kernel".
 */
export class OscillatorModel {
  readonly spec: SpecOf<'oscillator'>;
  readonly engine: SimdEngine;
  readonly flow: Flow;
  /** x, p and the padding. */
  readonly dimension: number;

  constructor(spec: SpecOf<'oscillator'>, engine = new SimdEngine()) {
    this.spec = spec;
    this.engine = engine;
    this.dimension = 2 + spec.padding;
    this.flow = Flow.fromSpec(engine, {
      name: 'flow',
      dimension: this.dimension,
      spec: spec.flow,
      stream: new RandomStream(spec.seed, 'weights of φ'),
    });
  }

  static load(spec: SpecOf<'oscillator'>, arrays: ArrayRecord): OscillatorModel {
    const model = new OscillatorModel(spec);
    restoreModules([model.flow], arrays);
    return model;
  }

  save(): ArrayRecord {
    return saveModules([this.flow]);
  }

  /** Pairs of padded states: x0, p0 ~ N(0, 1), τ ~ U(0, 2π), paddings independent; examples [count][dimension]. */
  draw(count: number, stream: RandomStream): { u: Float32Array; v: Float32Array } {
    const { dimension } = this;
    const u = new Float32Array(count * dimension);
    const v = new Float32Array(count * dimension);
    stream.fillNormal(u);
    stream.fillNormal(v);
    for (let i = 0; i < count; i++) {
      const start = i * dimension;
      v.set(evolve(u[start], u[start + 1], stream.between(0, 2 * Math.PI)), start);
    }
    return { u, v };
  }

  /** L = |φ(u) − φ(v)|² + γ (NLL_u + NLL_v), both through the one flow. In a scope of the engine. */
  loss({ u, v }: { u: Float32Array; v: Float32Array }, learn: boolean): Losses {
    const { engine, flow, dimension } = this;
    const { macroDimension, gamma } = this.spec;
    const batch = u.length / dimension;
    const sides = [u, v].map((examples) => ({
      pass: flow.forward(engine.zeros(dimension, batch).setExamples(examples)),
      dz: engine.zeros(dimension, batch),
      dLogDeterminant: engine.zeros(1, batch),
    }));
    const [macroU, macroV] = sides.map(({ pass }) => pass.z.slice(0, macroDimension));
    const [dU, dV] = sides.map(({ dz }) => dz.slice(0, macroDimension));
    const prediction = squaredDistance(macroU, macroV, 1, dU, dV);
    let density = 0;
    for (const { pass, dz, dLogDeterminant } of sides) {
      density += gaussianNegativeLogLikelihood(pass.z, pass.logDeterminant, gamma, dz, dLogDeterminant);
    }
    if (learn) for (const { pass, dz, dLogDeterminant } of sides) pass.backward(dz, dLogDeterminant);
    return {
      total: prediction + gamma * density,
      prediction,
      density,
      ...(learn ? {} : agreement(macroU, macroV)),
    };
  }

  /** β of states (x, p), each the mean over `readings` paddings; rows of `macroDimension`. */
  macrostates(
    states: readonly (readonly [x: number, p: number])[],
    readings: number,
    stream: RandomStream,
  ): Float64Array[] {
    const { dimension } = this;
    const { macroDimension } = this.spec;
    return states.map((state) => {
      const padded = new Float32Array(readings * dimension);
      stream.fillNormal(padded);
      for (let i = 0; i < readings; i++) padded.set(state, i * dimension);
      const z = mapThrough(this.flow, this.engine, padded);
      const beta = new Float64Array(macroDimension);
      for (let i = 0; i < readings; i++) {
        for (let j = 0; j < macroDimension; j++) beta[j] += z[i * dimension + j] / readings;
      }
      return beta;
    });
  }

  /** States of a macrostate, φ⁻¹(β, z) with z normal and the padding dropped (Fig. 5C). */
  sampleStates(macrostate: ArrayLike<number>, count: number, stream: RandomStream): [x: number, p: number][] {
    const { dimension } = this;
    const x = mapBack(this.flow, this.engine, completeMacrostate(macrostate, dimension, count, stream));
    return Array.from({ length: count }, (_, i) => [x[i * dimension], x[i * dimension + 1]]);
  }
}
