import { bridge } from '../../preload/contract/bridge.ts';
import { packed, type Channel } from '../../preload/contract/wire.ts';

/** The desktop: values are structured-cloned over a MessagePort. */
export function portChannel(port: MessagePort): Channel {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.addEventListener('message', (event) => handler(event.data));
      port.start();
    },
    onClose: (handler) => port.addEventListener('close', () => handler()),
    close: () => port.close(),
  };
}

/** Resolves with the port the preload script hands the page. */
export function desktopPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent) => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== bridge.pageGets || port === undefined) return;
      window.removeEventListener('message', receive);
      resolve(port);
    };
    window.addEventListener('message', receive);
    window.postMessage(bridge.pageAsks, window.location.origin);
  });
}

/** The browser: binary frames over a WebSocket. Resolves when it is open, rejects when the host does not answer. */
export function socketChannel(url: string): Promise<Channel> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('close', () => reject(new Error('the host did not answer')));
    socket.addEventListener('open', () =>
      resolve(
        packed({
          post: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>),
          onMessage: (handler) =>
            socket.addEventListener('message', (event: MessageEvent<ArrayBuffer>) =>
              handler(new Uint8Array(event.data)),
            ),
          onClose: (handler) => socket.addEventListener('close', () => handler()),
          close: () => socket.close(),
        }),
      ),
    );
  });
}
