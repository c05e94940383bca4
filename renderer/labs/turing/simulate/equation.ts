import type { GrayScottParameters } from '../../../../preload/contract/index.ts';

function number(value: number, digits: number): string {
  return value.toFixed(digits).replace(/0+$/, '').replace(/\.$/, '');
}

/** Gray–Scott (MacroNet, Eq. 9) with the current numbers, as KaTeX source. */
export function equation({ Da, Db, F, k }: GrayScottParameters): string {
  const [da, db, feed] = [number(Da, 4), number(Db, 4), number(F, 4)];
  const loss = number(F + k, 5);
  return String.raw`\begin{aligned}\partial_t a &= ${da}\,\nabla^2 a - a b^2 + ${feed}\,(1 - a)\\ \partial_t b &= ${db}\,\nabla^2 b + a b^2 - ${loss}\,b\end{aligned}`;
}
