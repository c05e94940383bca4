export { networkLearner } from './learner.ts';
