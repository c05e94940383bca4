import { HostError } from '../../../../preload/contract/index.ts';
import { isFlat, normalisePicture } from '../pictures/normalisation.ts';

/** What a user can show a model: both concentrations, or one picture of unknown contrast and sign. All n×n, row by row. */
export type ObservedPattern =
  | { observation: 'fields'; size: number; a: Float32Array; b: Float32Array }
  | { observation: 'picture'; size: number; picture: Float32Array };

/** The pattern as a picture, normalised: both fields are shown as b. */
export function asPicture(pattern: ObservedPattern): Float32Array {
  return normalisePicture(Float32Array.from(pattern.observation === 'fields' ? pattern.b : pattern.picture));
}

/**
 * Checks that a model can read the pattern. Throws HostError('bad-argument') for another size, values that are not finite, or
 * nothing to see.
 */
export function requireReadable(pattern: ObservedPattern, size: number): void {
  const fields =
    pattern.observation === 'fields' ? { a: pattern.a, b: pattern.b } : { picture: pattern.picture };
  for (const [name, field] of Object.entries(fields)) {
    if (pattern.size !== size || field.length !== size * size) {
      throw new HostError(
        'bad-argument',
        `The pattern is ${pattern.size} × ${pattern.size}; the model reads ${size} × ${size}.`,
        {
          where: name,
          remedy: `Resample it to ${size} × ${size}.`,
        },
      );
    }
    if (!field.every(Number.isFinite)) {
      throw new HostError('bad-argument', `The field ${name} holds values that are not finite.`, {
        where: name,
        remedy: 'Replace them, or crop them off.',
      });
    }
  }
  if (isFlat(pattern.observation === 'fields' ? pattern.b : pattern.picture)) {
    throw new HostError('bad-argument', 'The pattern is uniform: there is nothing in it to match.', {
      where: 'pattern',
      remedy: 'Check that the file shows what it should.',
    });
  }
}
