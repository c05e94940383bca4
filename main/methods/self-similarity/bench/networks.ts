import { interleavedMedians, processorTime } from '../../interleaved.ts';
import type { BenchmarkRow, ProofContext } from '../../proof.ts';
import { learnRules } from '../automata/learning/learn-rules.ts';
import { rulesOf } from '../automata/survey/result.ts';
import { dynamics, surveyRule } from '../automata/survey/rule-survey.ts';

/** Seconds of one core that all rules may take. */
const longest = 120;
const rounds = { quick: 3, normal: 7, full: 15 } as const;
/** Rules of the comparison, and of the look at stage two (the first few where it has to be quick). */
const some = [30, 60, 110, 150, 54, 90, 184, 232];
const chosen = { quick: 2, normal: some.length, full: some.length } as const;

/** Speed of both learners on elementary rules. */
export function networksRows(context: ProofContext): Promise<BenchmarkRow[]> {
  return Promise.resolve([allRules(context), batched(context), ...stageTwo(context)]);
}

function allRules({ seed, progress }: ProofContext): BenchmarkRow {
  const started = processorTime();
  const { computed } = learnRules(rulesOf('all'), { ...dynamics, seed });
  const seconds = (processorTime() - started) / 1000;
  progress(0.3, 'all rules learnt');
  return {
    id: 'learner.seconds',
    measured: seconds,
    unit: 's',
    reference: longest,
    pass: seconds <= longest,
    detail: `256 rules × ${dynamics.restarts} restarts × ${dynamics.steps} steps on one core; ${computed.length} networks`,
  };
}

function batched({ level, seed, progress }: ProofContext): BenchmarkRow {
  const rules = some.slice(0, chosen[level]);
  const settings = { ...dynamics, seed };
  const { together, alone } = interleavedMedians(
    {
      together: { run: () => learnRules(rules, settings) },
      alone: {
        run: () => {
          for (const rule of rules) {
            for (let restart = 0; restart < dynamics.restarts; restart++) {
              learnRules([rule], { ...settings, restarts: 1, seed: seed + restart });
            }
          }
        },
      },
    },
    rounds[level],
    (fraction) => progress(0.3 + 0.3 * fraction, 'batched and one by one'),
  );
  return {
    id: 'learner.batched',
    measured: alone / together,
    unit: 'times faster',
    reference: 'shown',
    pass: null,
    detail: `${rules.length * dynamics.restarts} networks side by side ${together.toFixed(1)} ms, one by one ${alone.toFixed(1)} ms; with typed arrays it is little but the setting up that is shared`,
  };
}

function stageTwo({ level, seed, progress }: ProofContext): BenchmarkRow[] {
  const rules = some.slice(0, chosen[level]);
  return [2, 3, 4].map((size, i) => {
    const started = processorTime();
    for (const rule of rules) {
      surveyRule({
        rule,
        seed,
        sizes: [size],
        networks: true,
        restarts: 24,
        steps: 500,
        batch: 128,
        compose: false,
      });
    }
    const each = (processorTime() - started) / rules.length;
    progress(0.6 + (0.4 * (i + 1)) / 3, `coarse-graining at N = ${size}`);
    return {
      id: `network.N${size}`,
      measured: each,
      unit: 'ms a rule',
      reference: 'shown',
      pass: null,
      detail: `24 restarts × 500 steps × 128 windows with the enumeration and the rule itself; all 256 rules take ${((256 * each) / 1000).toFixed(0)} s of one core`,
    };
  });
}
