import { describe, expect, it } from 'vitest';
import { exactSelfSimilarity } from '../../../../main/methods/self-similarity/automata/exact/projections.ts';
import { measureMap } from '../../../../main/methods/self-similarity/analysis/measured-map.ts';
import type { Prediction } from '../../../../main/methods/self-similarity/analysis/measure.ts';
import type { Judged } from '../../../../main/methods/self-similarity/analysis/judged.ts';
import { judge } from '../../../../main/methods/self-similarity/analysis/verdict.ts';
import { RandomStream } from '../../../../main/compute/random.ts';
import { automatonStart } from '../../../../main/physics/cellular-automata/start.ts';
import { automatonSeries, tableMap } from './toy.ts';

const estimate = (value: number) => ({ value, error: null });
const none = { value: Number.NaN, error: null };
const shares = (ratio: number, persistenceRatio = 0.5): Prediction => ({
  error: none,
  variance: none,
  ratio: { value: ratio, error: null },
  persistence: Number.NaN,
  persistenceRatio,
});

const start = (seed: number) => automatonStart(48, 'random', 0.5, new RandomStream(seed, 'start'));

/** Restarts of a rule that ended with these tables. */
function binary(rule: number, size: number, tables: string[], more: Partial<Judged> = {}): Judged {
  const maps = tables.map((table) =>
    measureMap(tableMap(rule, size, table), {
      heldOut: automatonSeries(rule, start(1), 24),
      training: automatonSeries(rule, start(2), 24),
      variance: 0.25,
      law: rule,
      completions: null,
      deterministic: true,
    }),
  );
  return {
    maps,
    best: maps[0],
    rule: shares(0),
    binary: true,
    deterministic: true,
    exact: exactSelfSimilarity(rule, size),
    law: rule,
    unseen: 0,
    candidates: [],
    reconstruction: { error: none, unexplained: none },
    free: null,
    effectiveInformation: null,
    ...more,
  };
}

/** A real-valued system with these shares of the variance left by f of micro and macro states. */
function real(
  rule: number,
  macro: number,
  persistence = 0.5,
  trivial: Judged['best']['trivial'] = null,
): Judged {
  const judged = binary(60, 2, ['0011']);
  const best = { ...judged.best, prediction: shares(macro, persistence), exact: null, trivial };
  return {
    ...judged,
    maps: [best],
    best,
    rule: shares(rule),
    binary: false,
    deterministic: false,
    exact: null,
    law: null,
  };
}

describe('verdicts on binary systems', () => {
  it('are yes for a consistent map that is not constant', () => {
    const { verdict, evidence } = judge(binary(60, 2, ['0011', '0000', '0111']));
    expect(verdict).toBe('self-similar');
    expect(evidence[0]).toMatch(
      /^1 of 3 restarts found .* in all 64 contexts: the consistency is exactly 0\.$/,
    );
    expect(evidence.join(' ')).toMatch(/1 restart ended with a constant map, which does not count\./);
    expect(evidence.join(' ')).toMatch(
      /3 of all non-constant maps of this form are consistent\. Training agrees\./,
    );
  });

  it('are no when only constant maps are consistent, as most rules have', () => {
    const { verdict, evidence } = judge(binary(60, 3, ['00001111', '00000000']));
    expect(verdict).toBe('not-self-similar');
    expect(evidence[0]).toMatch(
      /^The one map whose macro state varies is not consistent: the best fails in \d+%/,
    );
  });

  it('are that macro states are trivial when they are', () => {
    expect(judge(binary(0, 2, ['0111'])).verdict).toBe('trivial');
    expect(judge(binary(0, 2, ['0111'])).evidence[0]).toMatch(/constant after one step: it says nothing/);
    const constant = judge(binary(60, 2, ['0000', '1111']));
    expect(constant.verdict).toBe('trivial');
    expect(constant.evidence[0]).toMatch(/Every restart ended with a constant map/);
    expect(constant.evidence.join(' ')).toMatch(/Training DISAGREES with it\./);
  });

  it('are no when a trivial map is consistent beside others that are not', () => {
    const judged = binary(60, 3, ['00001111']);
    const still = { ...judged.best, consistent: true, trivial: 'no-variance' as const };
    const { verdict, evidence } = judge({ ...judged, maps: [judged.best, still] });
    expect(verdict).toBe('not-self-similar');
    expect(evidence.join(' ')).toMatch(
      /1 restart ended with a macro state that does not vary, which does not count/,
    );
  });

  it('say what the data leave open', () => {
    const judged = binary(90, 2, ['0011'], { law: null, exact: null, unseen: 3, candidates: [18, 90] });
    const projection = { size: 2, mask: 'row' as const, table: '0011', name: 'keeps the 1st cell' };
    const best = { ...judged.best, exact: null, completions: [{ rule: 90, projection }] };
    const { evidence } = judge({ ...judged, maps: [best], best });
    expect(evidence).toContain(
      '3 contexts of 8 never occur in the data, so the verdict holds for what they show: 2 rules fit them.',
    );
    expect(evidence.join(' ')).toMatch(/same as 0011 \(keeps the 1st cell\), .* in all contexts under 90\./);
  });

  it('are comparisons where the rule is noisy', () => {
    const judged = binary(60, 2, ['0011'], {
      deterministic: false,
      law: null,
      exact: null,
      rule: shares(0.4),
    });
    expect(judge(judged).verdict).toBe('comparison');
  });
});

describe('verdicts on real-valued systems', () => {
  it.each<[string, Judged, string]>([
    ['below the tolerance', real(1e-9, 1e-7), 'self-similar'],
    ['above it', real(1e-9, 1e-3), 'not-self-similar'],
    ['above it, but not above ten times what f leaves', real(5e-5, 4e-4), 'self-similar'],
    ['a noisy f', real(0.3, 0.31), 'comparison'],
    ['an f that is no number', real(Number.NaN, 0.1), 'comparison'],
    ['macro states that are no numbers', real(1e-9, Number.NaN), 'not-self-similar'],
    ['macro states that hardly change', real(1e-9, 1e-8, 5e-5), 'comparison'],
    ['a small share that is all that changes', real(1e-9, 5e-5, 1e-3), 'not-self-similar'],
    ['macro states at rest that f keeps', real(0, 0, 0), 'self-similar'],
    ['trivial macro states', real(1e-9, 1e-9, 0.5, 'no-variance'), 'trivial'],
  ])('%s', (_, judged, verdict) => {
    expect(judge(judged).verdict).toBe(verdict);
  });

  it('say when f predicts macro states no better than their mean', () => {
    expect(judge(real(0.3, 1.1)).evidence.join(' ')).toMatch(/no better than their mean/);
    expect(judge(real(0.3, 0.9)).evidence.join(' ')).not.toMatch(/no better than their mean/);
  });

  it('state the tolerance and what f itself leaves', () => {
    const { evidence } = judge(real(2e-8, 4.4e-6, 0.066));
    expect(evidence.slice(0, 3)).toEqual([
      'f applied to macro states errs by 4.4e-6 of their variance.',
      'Tolerance 1.0e-4: f itself leaves 2.0e-8 of the variance of micro states.',
      '“Nothing changes” would err by 0.066.',
    ]);
  });

  it('set a macro rule of its own beside the shared one', () => {
    const { evidence } = judge({
      ...real(1e-9, 1e-7),
      reconstruction: { error: estimate(0.3), unexplained: estimate(0.5) },
      free: {
        consistency: estimate(1),
        variance: estimate(0.1),
        ratio: estimate(12),
        reconstruction: estimate(0.29),
        trivial: 0,
      },
    });
    expect(evidence.join(' ')).toMatch(
      /12 of the variance instead of 1\.0e-7, reconstruction error 0\.29 instead of 0\.3/,
    );
    expect(evidence.join(' ')).toMatch(/leaves 50% of the variance of the patches/);
  });
});
