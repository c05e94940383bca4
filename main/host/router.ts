import { z } from 'zod';
import { callSchemas, HostError, type CallName, type HostHandlers } from '../../preload/contract/index.ts';
import { checkPayload } from '../../preload/contract/payload.ts';
import { bugError } from '../../preload/contract/wire.ts';
import type { Logger } from './log.ts';

/**
 * The one door to the host: parses every call's argument with its schema before anything else looks at it, and turns everything
 * that goes wrong into a HostError. Bugs are logged with their stack.
 */
export function createRouter(handlers: HostHandlers, log: Logger) {
  return async function call(name: string, input: unknown): Promise<unknown> {
    try {
      if (!isCallName(name)) {
        throw new HostError('unknown-call', `The workbench has no call named "${shortened(name, 80)}".`, {
          remedy: 'Reload the page; it may be older than the workbench.',
        });
      }
      checkPayload(input);
      const argument = callSchemas[name].safeParse(input ?? {});
      if (!argument.success) throw badArgument(name, argument.error);
      return await handlers[name](argument.data as never);
    } catch (error) {
      if (error instanceof HostError) {
        if (error.code === 'bug') log.error({ err: error, call: name }, 'bug');
        throw error;
      }
      log.error({ err: error, call: name }, 'bug');
      throw bugError(error);
    }
  };
}

const isCallName = (name: string): name is CallName => Object.hasOwn(callSchemas, name);

/** What was wrong first. Names and values of the caller's are told back, but not at any length. */
function badArgument(call: string, error: z.ZodError): HostError {
  const issue = error.issues[0];
  const where = [call, ...(issue?.path ?? [])].map((step) => shortened(String(step), 80)).join('.');
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  const message = `${shortened(issue?.message ?? 'The argument is not valid', 400)}${more}.`;
  return new HostError('bad-argument', message, { where: shortened(where, 400) });
}

/** At most so many characters, and none of them half of a pair. */
const shortened = (text: string, length: number) =>
  text.length <= length ? text : `${text.slice(0, length).toWellFormed()}…`;
