import { notify, report } from './notices.ts';

/** Puts text on the clipboard and says so; `what` as in "The command". */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text).catch((error: unknown) => {
      if (!copySelection(text)) throw error;
    });
    notify({ level: 'info', title: `${what} is on the clipboard`, message: '' });
  } catch (error) {
    report(error, `${what} could not be copied`);
  }
}

/** The older way, for browsers that withhold the clipboard from pages served on 127.0.0.1. */
function copySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  return copied;
}
