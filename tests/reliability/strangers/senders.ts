import type { MessagePort } from 'node:worker_threads';
import { pino } from 'pino';
import { bridge } from '../../../preload/contract/bridge.ts';
import { pageAddress } from '../../../main/desktop/address.ts';
import { servePages } from '../../../main/desktop/page-port.ts';
import * as electron from '../../main-desktop/electron-stand-in.ts';

/**
 * Asks the desktop for a port to the host as everybody who might: the workbench's window, other windows, frames within it, pages of other origins.
 * A process of its own, started with electron-hook.ts; tells its parent how it went.
 */
const window = new electron.BrowserWindow({});
const other = new electron.BrowserWindow({});
let connected = 0;
const ports = { open: 0 };
servePages(
  {
    connect: (channel) => {
      connected++;
      ports.open++;
      channel.onClose(() => {
        ports.open--;
      });
    },
    log: pino({ enabled: false }),
  },
  { window: () => window.webContents as never, onConnected: () => {} },
);

function ask(sender: object, frame: { url: string; parent: object | null } | null): boolean {
  let port: MessagePort | null = null;
  const postMessage = (_channel: string, _message: null, ports: MessagePort[]) => {
    port = ports[0]!;
  };
  electron.ipcMain.emit(bridge.askForPort, {
    sender,
    senderFrame: frame === null ? null : { ...frame, postMessage },
  });
  return port !== null;
}

const addresses = [
  'https://example.org/',
  'http://127.0.0.1:4690/',
  'file:///etc/passwd',
  'app://elsewhere/index.html',
  'app://macroscope.example/index.html',
  'app://macroscope:81/index.html',
  'app://user@elsewhere/',
  'http://app://macroscope/index.html',
  'about:blank',
  'data:text/html,<p>',
  'blob:app://macroscope/1',
  'javascript:alert(1)',
  'devtools://devtools/bundled/inspector.html',
  '',
];
const refused: boolean[] = [
  ...addresses.map((url) => !ask(window.webContents, { url, parent: null })),
  ...addresses.map((url) => !ask(other.webContents, { url, parent: null })),
  !ask(window.webContents, { url: pageAddress, parent: {} }),
  !ask(window.webContents, null),
  !ask(other.webContents, { url: pageAddress, parent: null }),
  !ask({}, { url: pageAddress, parent: null }),
];
const before = connected;
const times = 20;
let given = 0;
for (let i = 0; i < times; i++) if (ask(window.webContents, { url: pageAddress, parent: null })) given++;
// Ports close after a turn of the loop.
for (let i = 0; i < 200 && ports.open > 1; i++) await new Promise((resolve) => setTimeout(resolve, 10));
process.send?.({
  refused: refused.filter(Boolean).length,
  asked: refused.length,
  connected: before,
  given,
  times,
  open: ports.open,
});
process.disconnect();
process.exit(0);
