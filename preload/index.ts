import { ipcRenderer } from 'electron';
import { bridge } from './contract/bridge.ts';

/** The page's window, as far as it is used here: the TypeScript program of the main process, which this file belongs to, knows no DOM. */
declare const window: {
  readonly location: { readonly origin: string };
  addEventListener(name: 'message', listener: (event: { source: unknown; data: unknown }) => void): void;
  postMessage(message: string, origin: string, transfer: unknown[]): void;
};

// The page asks for a port to the host and gets it. Nothing of Electron or Node is exposed to it.
window.addEventListener('message', ({ source, data }) => {
  if (source === window && data === bridge.pageAsks) ipcRenderer.send(bridge.askForPort);
});
ipcRenderer.on(bridge.handPort, ({ ports }) => {
  window.postMessage(bridge.pageGets, window.location.origin, ports);
});
