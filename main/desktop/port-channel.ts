import type { MessagePortMain } from 'electron';
import type { Channel } from '../../preload/contract/wire.ts';

/** A message port of the main process as the channel the host serves: values are structured-cloned. */
export function portChannel(port: MessagePortMain): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.on('message', ({ data }) => handler(data));
      port.start();
    },
    onClose: (handler) => void port.once('close', handler),
    close: () => port.close(),
  };
}
