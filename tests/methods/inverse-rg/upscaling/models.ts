import { storeUpscaler } from '../../../../main/methods/inverse-rg/stored.ts';
import type { SequentialTables, UpscalerParameters } from '../../../../main/methods/inverse-rg/upscaler.ts';
import type { StoredModel } from '../../../../main/methods/context.ts';
import { schemaOf } from '../../../../preload/contract/index.ts';

/** The optimum at K_c for k = 3: corner, edge, centre. */
const weights = Float64Array.of(0.13623, 0.1569, 0.35256);

export const kernelOfThree: UpscalerParameters = { type: 'kernel', size: 3, weights, small: weights };

/** Sequential tables that follow the majority of what they see, so that majorities are kept and ties happen. */
export function sequentialTables(strength: number): SequentialTables {
  const table = (bits: number, own: number) =>
    Float32Array.from({ length: 2 ** bits }, (_, pattern) => {
      let field = 0;
      for (let bit = 0; bit < bits; bit++) field += (pattern >> bit) & 1 ? 1 : -1;
      field += (pattern >> own) & 1 ? 4 : -4;
      return 1 / (1 + Math.exp(-strength * field));
    });
  return { a: table(16, 10), d: table(13, 4), c: table(13, 4), b: table(14, 4) };
}

export const sequential: UpscalerParameters = {
  type: 'sequential',
  iterated: sequentialTables(0.14),
  last: sequentialTables(0.12),
};

/** A model as a training would have stored it, trained at `coupling` unless that is unknown. */
export function stored(id: string, parameters: UpscalerParameters, coupling?: number): StoredModel {
  const { upscaler, arrays } = storeUpscaler(parameters);
  const spec =
    coupling === undefined
      ? undefined
      : schemaOf['upscaler-training'].parse({
          kind: 'upscaler-training',
          data: { source: 'monte-carlo', coupling },
        });
  return { id, description: { upscaler, spec }, arrays };
}
