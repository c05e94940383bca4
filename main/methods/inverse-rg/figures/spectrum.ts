import type {
  EnsembleMeasurement,
  Estimate,
  FigurePanel,
  RsrgStep,
} from '../../../../preload/contract/index.ts';
import type { FigureRecipe } from './figure.ts';
import {
  chainJobs,
  chainName,
  ensembleJobs,
  ensembleName,
  kernelModels,
  kernelsJobs,
  measurementOf,
} from './models.ts';
import { line, series, sizeAxis } from './panels.ts';

const sides = [16, 32, 64, 128] as const;

/**
 * The blocking step that the paper compares, with its operators; null where the configurations were too few for it. Upscaled ensembles are
 * near the fixed point as they are; Monte Carlo comes there by one blocking (Sec. V: "even at n = 1").
 */
export function comparedStep({ rsrg, source }: EnsembleMeasurement): RsrgStep | null {
  const wanted = source === 'monte-carlo' ? 1 : 0;
  return rsrg.find(({ blockings, set }) => blockings === wanted && set === 'paper') ?? null;
}

const models = kernelModels([false, true]);

/** Fig. 10: exponents from the eigenvalues of the linearised renormalization map. */
export const figure10: FigureRecipe = {
  figure: '10',
  title: 'Exponents from the RSRG spectrum',
  jobs: (spec) => ({
    ...kernelsJobs(spec, [false, true]),
    ...Object.assign({}, ...sides.map((size) => ensembleJobs(models, spec, size, true))),
    ...chainJobs(sides, spec, true),
  }),
  draw: (jobs, results) => {
    const panel = (
      title: string,
      name: string,
      exact: number | null,
      pick: (step: RsrgStep) => Estimate,
    ): FigurePanel => {
      const points = (names: readonly string[]) =>
        names.flatMap((job, i) => {
          const step = comparedStep(measurementOf(jobs, results, job));
          return step ? [{ x: sides[i], y: pick(step) }] : [];
        });
      const curves = models.map((model) =>
        series(model.name, 'measured', points(sides.map((size) => ensembleName(model, size)))),
      );
      curves.push(series('Monte Carlo', 'monte-carlo', points(sides.map(chainName))));
      if (exact !== null) curves.push(line('exact', 'exact', exact, sides));
      return { title, x: sizeAxis(), y: { name, scale: 'linear' }, series: curves };
    };
    return {
      panels: [
        panel('(a) Largest even eigenvalue', 'y_τ = 1/ν', 1, ({ yTau }) => yTau),
        panel('(b) Largest odd eigenvalue', 'y_h', 15 / 8, ({ yh }) => yh),
        panel('(c) Redundant eigenvalue', 'y_r,1', null, ({ redundant }) => redundant),
        panel('(d) Leading correction to scaling', 'ω', -1, ({ omega }) => omega),
      ],
      tables: [],
      notes: [
        'Operators of at most four spins on a 3×3 plaquette. Upscaled ensembles: first blocking; Monte Carlo: second, as its microscopic couplings are not those of the fixed point.',
      ],
    };
  },
};
