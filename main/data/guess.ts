import type { FieldPreview } from '../../preload/contract/arrays.ts';
import { parameterNames } from '../../preload/contract/experiments/gray-scott.ts';
import type { FileReading } from '../../preload/contract/files.ts';
import type { FileContents } from './contents.ts';
import { findParticles } from './particles.ts';
import { concentrationFault, findFields, findPicture, windowNote } from './pattern.ts';
import { particlePreviews, previewsOf, spinPreviews } from './previews.ts';
import { findSpacetime } from './spacetime.ts';
import { describeSpins, findSpins, type FoundSpins } from './spins.ts';

/** What the arrays of a file are taken for, and what else they can be. */
export interface GuessedUse {
  /** What was recognised: "50 configurations of 32×32"; null where the file's own description says it all. */
  description: string | null;
  guess: FileReading;
  /** The likeliest first. */
  readings: FileReading[];
  previews: FieldPreview[];
  notes: string[];
}

/** Guesses what a file of arrays is, by shapes and values. */
export function guessUse(contents: FileContents): GuessedUse {
  const spins = findSpins(contents);
  const spacetime = findSpacetime(contents);
  const particles = findParticles(contents);
  const swarm = particles === null ? [] : (['particles'] as const);
  const series = typeof spacetime === 'string' ? [] : (['spacetime'] as const);
  const ruled = typeof spacetime !== 'string' && spacetime.evidence === 'rule';
  if (typeof spins !== 'string' && spinsAreLikely(spins, contents) && !ruled) {
    const picture = findPicture(contents) === null ? [] : (['pattern-picture'] as const);
    return {
      description: describeSpins(spins),
      guess: 'spins',
      readings: ['spins', ...picture, ...series, 'array'],
      previews: spinPreviews(spins),
      notes: spins.notes,
    };
  }
  if (particles?.likely) {
    return {
      description: particles.description,
      guess: 'particles',
      readings: [
        'particles',
        ...series,
        ...(findPicture(contents) === null ? [] : ['pattern-picture' as const]),
        'array',
      ],
      previews: particlePreviews(particles),
      notes: [],
    };
  }
  const notes: string[] = [];
  const readings: FileReading[] = [];
  const fields = findFields(contents);
  const picture = findPicture(contents);
  const fault = fields === null ? null : concentrationFault(fields);
  const likely = typeof spacetime !== 'string' && spacetime.evidence !== 'possible';
  if (likely) readings.push('spacetime');
  if (fields !== null && fault === null) {
    readings.push('pattern-fields');
    const note = windowNote(fields.a.shape);
    if (note !== null) notes.push(note);
  } else if (fault !== null) {
    notes.push(`The fields are no concentrations: ${fault}.`);
  }
  if (parameterNames.every((name) => contents.columns?.includes(name))) readings.push('parameters');
  if (picture !== null) readings.push('pattern-picture');
  if (typeof spins !== 'string') readings.push('spins');
  if (!likely) readings.push(...series);
  readings.push(...swarm, 'array');
  // What could be a series is taken for one where it could be nothing else; columns with names are quantities.
  const others: readonly FileReading[] = ['spacetime', 'particles', 'array'];
  const taken =
    likely || (readings.every((reading) => others.includes(reading)) && contents.columns === null);
  const usable = readings.filter((reading) => reading !== 'particles' && (reading !== 'spacetime' || taken));
  if (readings[0] === 'pattern-picture' && picture!.picture.shape[0] !== picture!.picture.shape[1]) {
    notes.push('The picture is not square: the square in its middle is taken as the pattern.');
  }
  return {
    description: taken && typeof spacetime !== 'string' ? spacetime.description : null,
    guess: usable[0]!,
    readings,
    previews: previewsOf(contents),
    notes,
  };
}

/**
 * Arrays of two values are hardly anything else. Of pictures only those are guessed to be a lattice whose side is a power of two:
 * a pattern in black and white has two grey levels as well.
 */
function spinsAreLikely({ mixed, size }: FoundSpins, { format }: FileContents): boolean {
  return mixed && (format !== 'png' || (size & (size - 1)) === 0);
}
