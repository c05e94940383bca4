import { notify, report } from './notices.ts';

/** Puts text on the clipboard and says so; `what` as in "The command". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ level: 'info', title: `${what} is on the clipboard`, message: '' });
  } catch (error) {
    report(error, `${what} could not be copied`);
  }
}
