import { RandomStream } from '../../../compute/random.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { nearestPatterns } from '../design/lookup.ts';
import { Scorer, trivialShare } from '../turing/evaluation.ts';
import { designTemperature, showPatterns } from '../turing/finish.ts';
import { measureImportance } from '../turing/importance.ts';
import { loadTuringModel } from '../turing/load.ts';
import { describeExample } from '../turing/scoring.ts';
import { atLeast, shown } from '../../checks.ts';
import { coverage } from './coverage.ts';
import type { HeldOut } from './held-out.ts';
import { strangeness } from './strangeness.ts';
import { tryProposals, type Look } from './trials.ts';
import { coverageChecks, proposalsOf } from './turing.ts';

const modelName = 'pretrained/turing-picture';
const nearestCount = 4;

/**
 * What is promised where all that is given is one picture of unknown contrast, sign, blur and noise. Scores by normalised b and the
 * better sign (P) and by both fields (O), which the model never sees; searches look at the picture alone, as far as it can be seen.
 */
export async function verifyPicture(
  context: ProofContext,
  { patterns, examination, elsewhere }: HeldOut,
  onProgress: (fraction: number, message: string) => void,
): Promise<Check[]> {
  const { pool } = context;
  const model = await loadTuringModel(await context.model(modelName));
  const stream = new RandomStream(context.seed, 'verification of designs from pictures');
  const observed = showPatterns(model, patterns, 0, patterns.count, stream);
  const readings = model.reader.read(observed);
  const byPicture = new Scorer(examination, model.reference, 'picture');
  const byFields = new Scorer(examination, model.reference, 'fields');
  const visible = new Scorer(examination, model.reference, 'visible');
  const seen = observed.map(describeExample);
  const lookAt =
    (examples: readonly Float64Array[]): Look =>
    (i, grown) =>
      grown.trivial ? visible.random[i] : visible.comparison.distance(examples[i], grown.descriptor).total;
  const look = lookAt(seen);
  const report = (from: number, to: number) => (fraction: number) =>
    onProgress(from + fraction * (to - from), 'designs from pictures');
  const posterior = await tryProposals(
    proposalsOf(model, readings, 'posterior', stream),
    look,
    examination,
    pool,
    stream,
    report(0, 0.35),
  );
  const classes = await tryProposals(
    proposalsOf(model, readings, 'equivalence-class', stream),
    look,
    examination,
    pool,
    stream,
    report(0.35, 0.65),
  );
  const lookup = await tryProposals(
    seen.map((descriptor) =>
      nearestPatterns({ descriptor, comparison: visible.comparison }, model.reference, nearestCount).map(
        ({ parameters }) => parameters,
      ),
    ),
    look,
    examination,
    pool,
    stream,
    report(0.65, 0.8),
  );
  const windows = showPatterns(model, patterns, 0, patterns.count, stream, 1);
  const throughWindows = await tryProposals(
    proposalsOf(model, model.reader.read(windows), 'posterior', stream),
    lookAt(windows.map(describeExample)),
    examination,
    pool,
    stream,
    report(0.8, 0.95),
  );
  const importance = measureImportance(model, readings, 'posterior', stream);
  const ood = strangeness(model, observed, elsewhere, context.seed);
  const p = 'P: score by normalised b, better sign';
  const o = 'O: score by both fields, which the model never sees';
  const single = `single shot, 4 samples of the posterior at T = ${designTemperature}`;
  const best = 'best of 4 by the picture, judged on a fresh seed';
  return [
    atLeast('picture.score', byPicture.scoreOf(posterior.single), 0.72, `${p}; ${single}`),
    shown('picture.score.O', byFields.scoreOf(posterior.single), `${o}; ${single}`),
    atLeast('picture.bestOf4', byPicture.scoreOf(posterior.best), 0.78, `${p}; ${best}`),
    shown('picture.bestOf4.O', byFields.scoreOf(posterior.best), `${o}; ${best}`),
    shown(
      'picture.score.windows',
      byPicture.scoreOf(throughWindows.single),
      `${p}; ${single}; each picture a window into a larger pattern, at an angle`,
    ),
    shown('picture.score.class', byPicture.scoreOf(classes.single), `${p}; equivalence class`),
    shown(
      'picture.score.lookup1',
      byPicture.scoreOf(lookup.single.map(([first]) => [first])),
      `${p}; nearest training pattern by picture descriptor`,
    ),
    shown(
      'picture.score.lookup4',
      byPicture.scoreOf(lookup.single),
      `${p}; mean of the 4 nearest training patterns`,
    ),
    shown(
      'picture.bestOf4.lookup',
      byPicture.scoreOf(lookup.best),
      `${p}; best of the 4 nearest training patterns, judged on a fresh seed`,
    ),
    shown(
      'picture.trivial',
      trivialShare(posterior.single),
      'share of single samples that die out or become uniform',
    ),
    ...(['Da', 'Db', 'F', 'k'] as const).map((name) =>
      shown(`picture.importance.${name}`, importance[name], 'η² over samples of the posterior'),
    ),
    ...coverageChecks('picture', coverage(model, readings, patterns, stream), false),
    atLeast(
      'picture.ood',
      ood.mean,
      0.9,
      `mean area under the ROC curve against kinds of strange pictures; lowest kind ${ood.lowest.name} ${ood.lowest.area.toFixed(3)}`,
    ),
    shown(
      'picture.ood.elsewhere',
      ood.elsewhere,
      'area under the ROC curve against pictures of Gray–Scott patterns from outside the trained ranges',
    ),
  ];
}
