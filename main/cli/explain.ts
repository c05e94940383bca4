import { HostError } from '../../preload/contract/errors.ts';

/** A mistake in one line; a bug with its stack, which is what a report of it needs. */
export function explain(error: unknown): string {
  if (!(error instanceof HostError)) {
    return `This is a bug in Macroscope. ${error instanceof Error ? error.stack : String(error)}`;
  }
  const cause = error.code === 'bug' && error.cause instanceof Error ? `\n${error.cause.stack}` : '';
  const where = error.where !== undefined && !error.message.includes(error.where) ? ` (${error.where})` : '';
  const sentence = `${error.message.replace(/[.\s]+$/, '')}${where}. ${error.remedy ?? ''}`;
  return sentence.replaceAll(/\s+/g, ' ').trim() + cause;
}
