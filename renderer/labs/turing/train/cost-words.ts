import { aboutTime, count } from '../../../components/numbers.ts';
import type { TrainingCost } from './cost.ts';

/** What the start button will do, before it is pressed. */
export function costSentence(cost: TrainingCost, steps: number): string {
  const generate =
    cost.kept > 0
      ? `Grows ${count(cost.kept)} patterns (${count(cost.simulations)} simulations, ${aboutTime(cost.generationSeconds)}), then trains `
      : 'Trains ';
  return `${generate}${count(steps)} steps (${aboutTime(cost.trainingSeconds)}) and evaluates on held-out data.`;
}
