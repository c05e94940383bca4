import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { WebSocket } from 'ws';

export interface Visit {
  path: string;
  method?: string;
  headers?: Record<string, string>;
}

export interface Received {
  status: number;
  headers: IncomingHttpHeaders;
}

/** What a server on this machine answers to a request whose path and headers are sent as they are. */
export async function visit(port: number, { path, method = 'GET', headers = {} }: Visit): Promise<Received> {
  return await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      answer.resume();
      answer.once('close', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    // A server that hangs up at once has refused as well.
    asked.on('error', () => resolve({ status: 0, headers: {} }));
    asked.setTimeout(20_000, () => reject(new Error(`${method} ${path}: no answer`)));
    asked.end();
  });
}

/** Whether the socket is opened to somebody with these headers: the status of its refusal, or 101. */
export async function knock(port: number, headers: Record<string, string>, path = '/host'): Promise<number> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
  try {
    return await new Promise((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
      socket.on('error', () => resolve(0));
    });
  } finally {
    socket.terminate();
  }
}

/** The first line of what a server answers to bytes that no program of good manners would send. */
export async function shout(port: number, text: string): Promise<string> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.setEncoding('latin1').on('data', (piece: string) => {
      heard += piece;
      if (heard.includes('\r\n')) socket.destroy();
    });
    socket.on('error', () => {});
    socket.setTimeout(20_000, () => socket.destroy());
    socket.once('close', () => resolve(heard.split('\r\n')[0] ?? ''));
  });
}

/** Opens connections that begin a request and never end it; resolves with how many of them the server has ended, and after how long. */
export async function dawdle(
  port: number,
  count: number,
  whileOpen: () => Promise<void>,
): Promise<{ ended: number; seconds: number }> {
  const start = performance.now();
  const endings = Array.from({ length: count }, async (_, i) => {
    const socket = connect(port, '127.0.0.1', () => {
      // A third says nothing at all, a third begins a line, a third goes on with a header now and then.
      if (i % 3 > 0) socket.write('GET / HTTP/1.1\r\n');
      if (i % 3 === 2) timer = setInterval(() => socket.write('x: y\r\n'), 500);
    });
    let timer: NodeJS.Timeout | undefined;
    socket.on('error', () => {});
    socket.resume();
    return await new Promise<boolean>((resolve) => {
      const late = setTimeout(() => {
        socket.destroy();
        resolve(false);
      }, 30_000);
      socket.once('close', () => {
        clearInterval(timer);
        clearTimeout(late);
        resolve(true);
      });
    });
  });
  await whileOpen();
  const ended = (await Promise.all(endings)).filter(Boolean).length;
  return { ended, seconds: (performance.now() - start) / 1000 };
}

/** Whether a connection to an address of this machine is taken. */
export async function reaches(address: string, port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 5000 });
    const settle = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
}
