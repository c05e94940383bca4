import type { EventEmitter } from 'node:events';
import type { FromWorker, ToWorker } from '../jobs/protocol.ts';

/** The host as a worker process sees it. */
export interface Parent {
  /** Resolves when the transport has taken the message. */
  post(message: FromWorker): Promise<void>;
  onMessage(handler: (message: ToWorker) => void): void;
  /** Called when the host is gone. */
  onGone(handler: () => void): void;
}

/** Electron's end of a utility process; in plain Node there is none. */
interface ParentPort extends EventEmitter {
  postMessage(message: unknown): void;
}

/** Connects to the host by the channel that the process was started with. Throws where there is none. */
export function connectParent(): Parent {
  const port = (process as { parentPort?: ParentPort }).parentPort;
  if (port) {
    return {
      post: async (message) => port.postMessage(message),
      onMessage: (handler) => void port.on('message', (event: { data: ToWorker }) => handler(event.data)),
      onGone: (handler) => void port.on('close', handler),
    };
  }
  if (!process.send) throw new Error('A worker process is started by the workbench, not by hand.');
  return {
    post: async (message) => {
      // The host may die while the worker still writes its last checkpoint.
      if (process.connected) await new Promise<void>((resolve) => process.send?.(message, () => resolve()));
    },
    onMessage: (handler) => void process.on('message', (message) => handler(message as ToWorker)),
    onGone: (handler) => void process.on('disconnect', handler),
  };
}
