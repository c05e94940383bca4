import { z } from 'zod';
import {
  callSchemas,
  HostError,
  payloadLimit,
  type CallName,
  type HostHandlers,
} from '../../preload/contract/index.ts';
import { bugError, payloadBytes, tooLarge } from '../../preload/contract/wire.ts';
import type { Logger } from './log.ts';

/**
 * The one door to the host: parses every call's argument with its schema before anything else looks at it, and turns everything
 * that goes wrong into a HostError. Bugs are logged with their stack.
 */
export function createRouter(handlers: HostHandlers, log: Logger) {
  return async function call(name: string, input: unknown): Promise<unknown> {
    try {
      if (!isCallName(name)) {
        throw new HostError('unknown-call', `The workbench has no call named "${name.slice(0, 80)}".`, {
          remedy: 'Reload the page; it may be older than the workbench.',
        });
      }
      const bytes = payloadBytes(input);
      if (bytes > payloadLimit) throw tooLarge(bytes);
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

function badArgument(call: string, error: z.ZodError): HostError {
  const issue = error.issues[0];
  const where = [call, ...(issue?.path ?? [])].join('.');
  const more = error.issues.length > 1 ? ` (and ${error.issues.length - 1} more)` : '';
  return new HostError('bad-argument', `${issue?.message ?? 'The argument is not valid'}${more}.`, { where });
}
