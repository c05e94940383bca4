/** What decides how much a design computes. */
export interface DesignEffort {
  samples: number;
  candidates: number;
  refine: boolean;
}

/** "Refine" replaces the candidates of a sample by this many, each simulated from two seeds. */
const refineCandidates = 28;
const refineSeeds = 2;

/** Simulations of a design: the candidates of each sample, then each kept one once more from a fresh seed. */
export function simulationCount({ samples, candidates, refine }: DesignEffort): number {
  const each = refine ? refineCandidates * refineSeeds : candidates > 1 ? candidates : 0;
  return samples * (each + 1);
}

/** Seconds of one 64² simulation of 4,000 steps on one core, measured with `macroscope bench gray-scott`. */
const secondsPerSimulation = 0.06;
/** Loading the model, reading the observation, comparing with the training patterns. */
const overheadSeconds = 3;

/** Expected seconds of a design; `measured` is the last one on this machine, which is a better guide. */
export function designSeconds(
  effort: DesignEffort,
  measured?: { simulations: number; seconds: number },
): number {
  const count = simulationCount(effort);
  if (measured === undefined || measured.simulations === 0)
    return overheadSeconds + count * secondsPerSimulation;
  const variable = Math.max(0, measured.seconds - overheadSeconds) / measured.simulations;
  const fixed = Math.min(overheadSeconds, measured.seconds);
  return fixed + count * variable;
}

/** "about 5 s", "about 2 min": rounded to what a guess is worth. */
export function aboutTime(seconds: number): string {
  if (seconds < 10) return `about ${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 100) return `about ${Math.round(seconds / 5) * 5} s`;
  if (seconds < 5400) return `about ${Math.round(seconds / 60)} min`;
  return `about ${(seconds / 3600).toFixed(1)} h`;
}

/** What pressing the button will do, before it is pressed. */
export function effortSentence(effort: DesignEffort, seconds: number): string {
  const count = simulationCount(effort);
  const kept = effort.refine
    ? `best of ${refineCandidates} with ${refineSeeds} seeds each`
    : effort.candidates > 1
      ? `best of ${effort.candidates}`
      : 'the first of each';
  return `${count} simulations, ${kept}, judged from fresh seeds; ${aboutTime(seconds)}, no training.`;
}
