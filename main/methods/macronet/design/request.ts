import { HostError, type ArrayRecord, type SpecOf } from '../../../../preload/contract/index.ts';
import { middleSquare, resamplePicture } from '../../../data/picture.ts';
import type { TuringModel } from '../turing/model.ts';
import { requireReadable, type ObservedPattern } from '../turing/observation.ts';

/** Models taken when the user leaves the choice to the program. */
const automatic = { fields: 'pretrained/turing-cnn', picture: 'pretrained/turing-picture' } as const;

/** Candidates and seeds that refining takes for each design. */
const refined = { candidates: 28, seeds: 2 } as const;
/** More candidates than this gain nothing when the example is one picture. */
const enoughForPictures = 4;

/** The example from the input array `pattern`: [2, n, n] concentrations a and b, or [height, width] one picture, cut to its middle square. */
export function patternFrom(inputs: ArrayRecord): ObservedPattern {
  const found = inputs.pattern;
  if (!found) {
    throw new HostError('bad-argument', 'A design needs an example: the input array "pattern" is missing.', {
      where: 'inputs.pattern',
      remedy: 'Open a picture or a field, or give --pattern on the command line.',
    });
  }
  const { shape } = found;
  const data = Float32Array.from(found.data, Number);
  const size = shape.at(-1) ?? 0;
  const cells = size * size;
  if (shape.length === 2) {
    const square = middleSquare(found);
    return { observation: 'picture', size: square.shape[0], picture: square.data };
  }
  if (shape.length === 3 && shape[0] === 2 && shape[1] === size) {
    return { observation: 'fields', size, a: data.slice(0, cells), b: data.slice(cells) };
  }
  throw new HostError(
    'bad-argument',
    `The example has the shape [${shape.join(', ')}]; it must be [height, width] (a picture) or [2, n, n] (fields a and b).`,
    { where: 'inputs.pattern', remedy: 'Cut one square pattern out of the file.' },
  );
}

/** Id of the model a design uses. */
export function modelFor(spec: SpecOf<'turing-design'>, pattern: ObservedPattern): string {
  return spec.model === 'auto' ? automatic[pattern.observation] : spec.model;
}

/**
 * The pattern in the form the model reads: pictures are cut and resampled to its lattice, and both fields are shown to a model of
 * pictures as b. Fields have a length scale of their own and are never resampled. `pictureWidth`: cells that a picture shows from
 * edge to edge. Throws HostError.
 */
export function observedBy(
  model: TuringModel,
  id: string,
  given: ObservedPattern,
  pictureWidth: number,
): ObservedPattern {
  const { size } = model.reader;
  const pattern =
    given.observation === 'picture' ? onLattice(given.picture, given.size, pictureWidth, size) : given;
  requireReadable(pattern, size);
  if (model.observation === 'fields' && pattern.observation === 'picture') {
    throw new HostError(
      'bad-specification',
      `The model ${id} reads both fields, and the example is one picture.`,
      {
        where: 'model',
        remedy: `Use ${automatic.picture}, or give both concentrations.`,
      },
    );
  }
  return model.observation === 'picture' && pattern.observation === 'fields'
    ? { observation: 'picture', size: pattern.size, picture: pattern.b }
    : pattern;
}

/** The middle `size` cells of a square picture that shows `width` cells, on a lattice of `size`². */
function onLattice(picture: Float32Array, side: number, width: number, size: number): ObservedPattern {
  const window = Math.max(1, Math.round((side * size) / Math.max(width, size)));
  const start = (side - window) >> 1;
  const cut = new Float32Array(window * window);
  for (let row = 0; row < window; row++) {
    const from = (start + row) * side + start;
    cut.set(picture.subarray(from, from + window), row * window);
  }
  return {
    observation: 'picture',
    size,
    picture: resamplePicture({ shape: [window, window], data: cut }, size),
  };
}

/** Widths tried for a picture that looks strange at the one given, in cells. */
const otherWidths = [64, 80, 96, 112, 128, 160, 192, 224, 256] as const;

/**
 * The width in cells at which a picture looks most like the training patterns, when it is strange at the width given and not at that one;
 * null otherwise. Most pictures from elsewhere show more than 64 cells, and their length scale is then what is strange.
 */
export function suggestPictureWidth(
  model: TuringModel,
  id: string,
  given: ObservedPattern,
  pictureWidth: number,
): number | null {
  const strangeness = (width: number) => {
    const [reading] = model.reader.read([observedBy(model, id, given, width)]);
    return model.strangeness.measure(reading.features);
  };
  if (given.observation === 'fields' || model.strangeness.verdict(strangeness(pictureWidth)) === 'inside')
    return null;
  const tried = otherWidths.map((width) => ({ width, value: strangeness(width) }));
  const best = tried.reduce((least, one) => (one.value < least.value ? one : least));
  return model.strangeness.verdict(best.value) === 'outside' ? null : best.width;
}

/** How a design is searched for. */
export interface Search {
  sampler: 'posterior' | 'equivalence-class';
  temperature: number;
  samples: number;
  /** Parameter sets simulated for each design. */
  candidates: number;
  /** Simulations by which a candidate is chosen. */
  seeds: number;
}

/** What the specification comes to with this model, with a note on everything that differs from what was asked. */
export function planSearch(spec: SpecOf<'turing-design'>, model: TuringModel, notes: string[]): Search {
  let { sampler, temperature } = spec;
  let { candidates, seeds } = spec.refine ? refined : { candidates: spec.candidates, seeds: 1 };
  if (model.observation === 'picture' && candidates > enoughForPictures) {
    candidates = enoughForPictures;
    seeds = 1;
    notes.push(
      `Best of ${enoughForPictures} instead of more: one picture does not tell better candidates apart.`,
    );
  }
  if (sampler === 'posterior' && !model.posterior) {
    sampler = 'equivalence-class';
    notes.push('This model has no posterior head: its equivalence class was sampled instead.');
  }
  if (sampler === 'equivalence-class') {
    temperature = 1;
    notes.push('The equivalence class is sampled whole; the temperature applies to the posterior only.');
  }
  if (model.spec.kind === 'turing-hybrid') {
    notes.push(
      'The spectral hybrid sees patterns through its observation tolerance: its macrostates are wider, by design, than what the pattern tells.',
    );
  }
  return { sampler, temperature, samples: spec.samples, candidates, seeds };
}
