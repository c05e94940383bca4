import { notify, report } from '../../../shell/notices.ts';

/** Puts text on the clipboard and says so; `what` as in "The parameters". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ level: 'info', title: `${what} copied`, message: text.length > 120 ? '' : text });
  } catch (error) {
    report(error, `${what} could not be copied`);
  }
}
