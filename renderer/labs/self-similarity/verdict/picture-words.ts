import { count, significant } from '../../../components/numbers.ts';
import type { agreementOf } from './pictures.ts';

/** How the prediction did in the picture, in words. */
export function agreementWords(
  { compared, differ, mse }: ReturnType<typeof agreementOf>,
  binary: boolean,
): string {
  if (compared === 0) return 'Nothing was predicted.';
  if (!binary) return `Mean squared difference in this picture: ${significant(mse, 3)}.`;
  return differ === 0
    ? `All ${count(compared)} macro cells of this picture are predicted.`
    : `${count(differ)} of ${count(compared)} macro cells of this picture are predicted wrongly.`;
}
