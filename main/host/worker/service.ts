import { HostError } from '../../../preload/contract/index.ts';
import { bugError } from '../../../preload/contract/wire.ts';
import { services, type ServiceHandlers } from '../services/index.ts';
import type { Parent } from './parent.ts';

/** Answers calls until the host goes. A call that throws is answered with its error and harms no other. */
export function serveCalls(parent: Parent): void {
  let handlers: ServiceHandlers | undefined;
  parent.onGone(() => process.exit(0));
  parent.onMessage((message) => {
    if (message.type === 'exit') process.exit(0);
    if (message.type === 'serve') {
      handlers = services({
        runs: message.runs,
        emit: (name, payload) => parent.post({ type: 'event', name, payload } as never),
      });
    }
    if (message.type !== 'call') return;
    const { id, name, argument } = message;
    void (async () => {
      try {
        const handler =
          handlers && Object.hasOwn(handlers, name) ? handlers[name as keyof ServiceHandlers] : undefined;
        if (!handler) {
          throw new HostError('not-available', `This build of Macroscope can't answer ${name}.`, {
            remedy: 'Update Macroscope.',
          });
        }
        const result = await handler(argument as never);
        await parent.post({ type: 'answer', id, result, memory: process.memoryUsage.rss() });
      } catch (error) {
        const shape = (error instanceof HostError ? error : bugError()).toShape();
        const stack = error instanceof HostError ? undefined : String((error as Error).stack ?? error);
        await parent.post({
          type: 'refusal',
          id,
          error: { ...shape, ...(stack === undefined ? {} : { stack }) },
          memory: process.memoryUsage.rss(),
        });
      }
    })();
  });
  void parent.post({ type: 'ready' });
}
