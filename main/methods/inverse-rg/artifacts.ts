import type { EnsembleMeasurement } from '../../../preload/contract/index.ts';
import { packedBytes, type Ensemble } from '../../physics/ising/spins.ts';
import type { RunContext } from '../context.ts';
import { measurementTable } from './measure/finish.ts';

type Writer = Pick<RunContext, 'artifact' | 'summary'>;

/** spins.npz: configurations as numpy.unpackbits reads them, packed [M, ⌈L²/8⌉] and size [1]. */
export async function writeSpins(
  context: Pick<Writer, 'artifact'>,
  { size, packed }: Pick<Ensemble, 'size' | 'packed'>,
): Promise<void> {
  const bytes = packedBytes(size);
  await context.artifact('spins.npz', {
    type: 'arrays',
    arrays: {
      packed: { shape: [packed.length / bytes, bytes], data: packed },
      size: { shape: [1], data: Int32Array.of(size) },
    },
  });
}

/** measurement.json and measurement.csv, and the numbers of the largest lattice for lists of runs. */
export async function writeMeasurement(context: Writer, measurement: EnsembleMeasurement): Promise<void> {
  await context.artifact('measurement.csv', {
    type: 'text',
    mime: 'text/csv',
    text: measurementTable(measurement),
  });
  await context.artifact('measurement.json', { type: 'json', value: measurement });
  const { observables, autocorrelation, configurations, size } =
    measurement.levels[measurement.levels.length - 1];
  const { chi, e, u4, c } = observables;
  const exponents = measurement.exponents.at(-1);
  context.summary({
    chi: chi.value,
    u4: u4.value,
    c: c.value,
    e: e.value,
    ...(autocorrelation ? { tau: autocorrelation.e.value } : {}),
    ...(exponents ? { gammaOverNu: exponents.gammaOverNu.value, oneOverNu: exponents.oneOverNu.value } : {}),
    size,
    configurations,
    seconds: measurement.seconds,
  });
}
