import { aboutTime } from '../../../components/numbers.ts';

/** What decides how much a design computes. */
export interface DesignEffort {
  samples: number;
  candidates: number;
  refine: boolean;
  observation: 'fields' | 'picture';
}

/** "Refine" replaces the candidates of a design by this many, each simulated from two seeds. */
const refined = { candidates: 28, seeds: 2 };
/** One picture does not tell more candidates than this apart. */
const enoughForPictures = 4;
/** Nearest training patterns, simulated beside the designs as a baseline. */
const neighbours = 4;

/** Candidates of each design, and the seeds each is simulated from, as the method takes them. */
export function candidatesOf({ candidates, refine, observation }: Omit<DesignEffort, 'samples'>) {
  const wanted = refine ? refined : { candidates, seeds: 1 };
  const capped = observation === 'picture' && wanted.candidates > enoughForPictures;
  return capped ? { candidates: enoughForPictures, seeds: 1 } : wanted;
}

/** Simulations of a design: the candidates of each sample, then the best of each, and the baseline, from fresh seeds. */
export function simulationCount(effort: DesignEffort): number {
  const { candidates, seeds } = candidatesOf(effort);
  return effort.samples * ((candidates > 1 ? candidates * seeds : 0) + 1) + neighbours;
}

/** Seconds of one 64² simulation of 4,000 steps on one core, measured with `macroscope bench gray-scott`. */
const secondsPerSimulation = 0.06;
/** Starting a worker, loading the model, sampling the cloud. */
const overheadSeconds = 3;

/** Expected seconds of a design; `measured` is the last one on this machine, which is a better guide. */
export function designSeconds(
  effort: DesignEffort,
  measured?: { simulations: number; seconds: number },
): number {
  const count = simulationCount(effort);
  if (measured === undefined || measured.simulations === 0) {
    return overheadSeconds + count * secondsPerSimulation;
  }
  const fixed = Math.min(overheadSeconds, measured.seconds);
  return fixed + (count * (measured.seconds - fixed)) / measured.simulations;
}

/** "best of 4", "best of 28 with 2 seeds each", or nothing. */
export function selectionWords(effort: Omit<DesignEffort, 'samples'>): string {
  const { candidates, seeds } = candidatesOf(effort);
  if (candidates === 1) return '';
  return `best of ${candidates}${seeds > 1 ? ` with ${seeds} seeds each` : ''}`;
}

/** What pressing the button will do, before it is pressed. */
export function effortSentence(effort: DesignEffort, seconds: number): string {
  const words = [`${simulationCount(effort)} simulations`, selectionWords(effort), 'judged from fresh seeds'];
  return `${words.filter(Boolean).join(', ')}; ${aboutTime(seconds)}, no training.`;
}
