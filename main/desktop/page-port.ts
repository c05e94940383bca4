import { ipcMain, MessageChannelMain, type MessagePortMain } from 'electron';
import { bridge } from '../../preload/contract/bridge.ts';
import type { Channel } from '../../preload/contract/wire.ts';
import type { Host } from '../host/host.ts';
import { trustsSender } from './address.ts';

/** Gives the page its end of a message channel when it asks, and serves the host at the other end. `onConnected` is told each time. */
export function servePages(host: Host, onConnected: () => void): void {
  ipcMain.on(bridge.askForPort, ({ senderFrame }) => {
    if (senderFrame === null || !trustsSender(senderFrame)) {
      host.log.warn({ sender: senderFrame?.url ?? 'a frame that is gone' }, 'a stranger asked for the host');
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    host.connect(portChannel(port1));
    senderFrame.postMessage(bridge.handPort, null, [port2]);
    onConnected();
  });
}

/** A message port of the main process as the channel the host serves: values are structured-cloned. */
function portChannel(port: MessagePortMain): Channel {
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
