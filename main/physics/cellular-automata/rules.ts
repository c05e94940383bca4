import { HostError } from '../../../preload/contract/errors.ts';

/** Elementary rules by Wolfram's number: bit 4l + 2c + r is the next value of a cell c with neighbours l and r. */

/** @throws HostError 'bad-argument' when `rule` is not a whole number of 0 to 255. */
export function checkRule(rule: number): void {
  if (Number.isInteger(rule) && rule >= 0 && rule <= 255) return;
  throw new HostError('bad-argument', `There is no elementary rule ${rule}.`, {
    where: 'rule',
    remedy: 'Elementary rules have the numbers 0 to 255.',
  });
}

/** Rule `number` whose output in context 4l + 2c + r is `output(l, c, r)`. */
export function ruleOf(output: (left: number, centre: number, right: number) => number): number {
  let rule = 0;
  for (let context = 0; context < 8; context++) {
    rule |= output(context >> 2, (context >> 1) & 1, context & 1) << context;
  }
  return rule;
}

/** Next value of a cell. */
export function outputOf(rule: number, left: number, centre: number, right: number): number {
  return (rule >> (4 * left + 2 * centre + right)) & 1;
}

/** The rule seen in a mirror. */
export const mirrored = (rule: number) =>
  ruleOf((left, centre, right) => outputOf(rule, right, centre, left));

/** The rule with 0 and 1 exchanged everywhere. */
export const complemented = (rule: number) =>
  ruleOf((left, centre, right) => 1 - outputOf(rule, 1 - left, 1 - centre, 1 - right));

/** Smallest number of the rules that are this one up to mirroring and exchange of 0 and 1; there are 88 classes. */
export const representativeOf = (rule: number) =>
  Math.min(rule, mirrored(rule), complemented(rule), mirrored(complemented(rule)));

/**
 * Coefficients of the algebraic normal form, f = ⊕ᵢ aᵢ · (product of the variables in i), i = 4l + 2c + r saying which: bit i is aᵢ.
 * Computed by the Möbius transform over GF(2).
 */
export function algebraicNormalForm(rule: number): number {
  let form = rule;
  form ^= (form & 0x55) << 1;
  form ^= (form & 0x33) << 2;
  form ^= (form & 0x0f) << 4;
  return form;
}

/** f(x ⊕ y) = f(x) ⊕ f(y): the normal form has terms of first order only. */
export const isLinear = (rule: number) => (algebraicNormalForm(rule) & ~0b10110) === 0;

/** Bits of `on` where `where` is 1, of `off` elsewhere. */
const choose = (on: number, off: number, where: number) => off ^ (where & (on ^ off));

/** The rule on 32 cells at once, given words of their left neighbours, of themselves and of their right neighbours. */
export function wordRule(rule: number): (left: number, centre: number, right: number) => number {
  const output = (context: number) => -((rule >> context) & 1);
  return (left, centre, right) =>
    choose(
      choose(choose(output(7), output(6), right), choose(output(5), output(4), right), centre),
      choose(choose(output(3), output(2), right), choose(output(1), output(0), right), centre),
      left,
    );
}
