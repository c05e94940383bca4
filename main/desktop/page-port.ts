import { ipcMain, MessageChannelMain, type WebContents } from 'electron';
import { bridge } from '../../preload/contract/bridge.ts';
import type { Channel } from '../../preload/contract/wire.ts';
import type { Host } from '../host/host.ts';
import { trustsSender } from './address.ts';
import { portChannel } from './port-channel.ts';

/**
 * Gives the page its end of a message channel when it asks, and serves the host at the other end. Only the main frame of the workbench's own window
 * gets one, and one at a time: a page that asks again has been loaded again, and what went before it is closed. `onConnected` is told each time.
 */
export function servePages(
  host: Pick<Host, 'connect' | 'log'>,
  { window, onConnected }: { window(): WebContents | null; onConnected(): void },
): void {
  let current: Channel | null = null;
  ipcMain.on(bridge.askForPort, ({ sender, senderFrame }) => {
    if (sender !== window() || senderFrame === null || !trustsSender(senderFrame)) {
      host.log.warn({ sender: senderFrame?.url ?? 'a frame that is gone' }, 'a stranger asked for the host');
      return;
    }
    current?.close();
    const { port1, port2 } = new MessageChannelMain();
    current = portChannel(port1);
    host.connect(current);
    senderFrame.postMessage(bridge.handPort, null, [port2]);
    onConnected();
  });
}
