import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pack as packMessage } from 'msgpackr';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket, type ClientOptions } from 'ws';
import { payloadLimit, type HostFunctions } from '../../../preload/contract/index.ts';
import { connectToHost, packed } from '../../../preload/contract/wire.ts';
import { serveHost } from '../../../main/host/web/server.ts';
import { openTestHost, temporaryFolder } from '../fixtures/workbench.ts';

async function serve() {
  const pageFolder = temporaryFolder();
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Macroscope</title>');
  mkdirSync(join(pageFolder, 'assets'));
  writeFileSync(join(pageFolder, 'assets', 'index-1a2b.js'), 'export {};');
  const host = await openTestHost();
  const server = await serveHost(host, { port: 0, pageFolder });
  onTestFinished(async () => await server.close());
  const token = new URL(server.url).searchParams.get('token') ?? '';
  const origin = `http://127.0.0.1:${server.port}`;
  const cookie = `macroscope-${server.port}=${token}`;
  return { host, server, token, origin, cookie };
}

type Served = Awaited<ReturnType<typeof serve>>;

async function get(port: number, path: string, headers: Record<string, string>): Promise<IncomingMessage> {
  return await new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, (answer) => {
      answer.resume();
      resolve(answer);
    })
      .on('error', reject)
      .end();
  });
}

/** The status of a refused upgrade, or the open socket. */
async function openSocket({ server }: Served, options: ClientOptions): Promise<WebSocket | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/host`, options);
  onTestFinished(() => socket.terminate());
  return await new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
    socket.on('error', reject);
  });
}

function speak(socket: WebSocket): HostFunctions {
  return connectToHost(
    packed({
      post: (bytes) => socket.send(bytes),
      onMessage: (handler) => void socket.on('message', (data: Buffer) => handler(data)),
      onClose: (handler) => void socket.once('close', () => handler()),
      close: () => socket.close(),
    }),
    () => {},
  ).functions;
}

async function connect(served: Served): Promise<{ socket: WebSocket; functions: HostFunctions }> {
  const socket = await openSocket(served, { headers: { cookie: served.cookie, origin: served.origin } });
  if (typeof socket === 'number') throw new Error(`refused with ${socket}`);
  return { socket, functions: speak(socket) };
}

describe('the page', () => {
  test('is served with its policy to whoever has the token', async () => {
    const { server, token, cookie, origin } = await serve();
    const first = await get(server.port, `/?token=${token}`, {});
    expect(first.statusCode).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']).toEqual([`${cookie}; Path=/; HttpOnly; SameSite=Strict`]);
    const page = await get(server.port, '/', { cookie });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers['content-security-policy']).toContain(origin.replace('http', 'ws'));
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect(page.headers['cross-origin-opener-policy']).toBe('same-origin');
    expect((await get(server.port, '/assets/index-1a2b.js', { cookie })).statusCode).toBe(200);
  });

  test('and nothing outside its folder, and nothing to anybody else', async () => {
    const { server, cookie } = await serve();
    expect((await get(server.port, '/%2e%2e/%2e%2e/package.json', { cookie })).statusCode).not.toBe(200);
    expect((await get(server.port, '/', {})).statusCode).toBe(403);
    expect((await get(server.port, '/?token=wrong', {})).statusCode).toBe(403);
    expect((await get(server.port, '/', { cookie, host: 'evil.example' })).statusCode).toBe(403);
    expect((await get(server.port, '/', { cookie, origin: 'https://evil.example' })).statusCode).toBe(403);
    expect((await get(server.port, '/host', { cookie })).statusCode).toBe(404);
  });

  test('must have been built', async () => {
    const host = await openTestHost();
    const serving = serveHost(host, { port: 0, pageFolder: temporaryFolder() });
    await expect(serving).rejects.toMatchObject({ code: 'not-available' });
  });

  test('a taken port is said to be taken', async () => {
    const { server, host } = await serve();
    const pageFolder = temporaryFolder();
    writeFileSync(join(pageFolder, 'index.html'), '');
    await expect(serveHost(host, { port: server.port, pageFolder })).rejects.toMatchObject({ code: 'busy' });
  });
});

describe('the socket', () => {
  test('is opened to the page only', async () => {
    const served = await serve();
    const { cookie, origin } = served;
    expect(await openSocket(served, { headers: { cookie, origin: 'https://evil.example' } })).toBe(403);
    expect(await openSocket(served, { headers: { cookie } })).toBe(403);
    expect(await openSocket(served, { headers: { origin } })).toBe(403);
    expect(await openSocket(served, { headers: { origin, cookie, host: 'evil.example' } })).toBe(403);
    const { functions } = await connect(served);
    expect((await functions.workbenchDescribe({})).runtime).toBe('browser');
  });

  test('answers what is wrong with a typed error and lives on', async () => {
    const { functions, socket } = await connect(await serve());
    await expect(functions.runRead({ id: '../../etc' })).rejects.toMatchObject({
      code: 'bad-argument',
      where: 'runRead.id',
    });
    await expect(functions.runsList({ states: ['asleep' as never] })).rejects.toMatchObject({
      code: 'bad-argument',
    });
    await expect(functions.settingsWrite({ patch: { threads: 1e9 } })).rejects.toMatchObject({
      code: 'bad-argument',
    });
    const unknown = new Promise((resolve) =>
      socket.on('message', (data: Buffer) => {
        if (data.includes('unknown-call')) resolve(true);
      }),
    );
    for (const name of ['constructor', '__proto__', 'launch']) {
      socket.send(packMessage({ t: 'q', i: name, m: name, a: [{}] }));
    }
    expect(await unknown).toBe(true);
    socket.send(Buffer.from([0xc1, 0xff, 0x00]));
    socket.send('text');
    expect(await functions.runsList({})).toEqual([]);
  });

  test('carries typed arrays both ways as what they are', async () => {
    const { functions } = await connect(await serve());
    const inputs = {
      single: { shape: [2], data: new Float32Array([0.1, Number.NaN]) },
      double: { shape: [1, 1], data: new Float64Array([Math.E]) },
      bytes: { shape: [3], data: new Uint8Array([1, 2, 3]) },
      long: { shape: [1], data: new BigInt64Array([-5n]) },
    };
    const { id } = await functions.runCreate({ spec: { kind: 'linear-system', seed: 99 }, inputs });
    expect(await functions.runArrays({ id, name: 'inputs' })).toEqual(inputs);
  });

  test('a frame that is too large closes its connection, not the host', async () => {
    const served = await serve();
    const { socket } = await connect(served);
    const closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
    socket.on('error', () => {});
    socket.send(Buffer.alloc(payloadLimit + 1024));
    expect(await closed).toBe(1009);
    const { functions } = await connect(served);
    await expect(
      functions.fileInspect({ name: 'big.npy', bytes: new Uint8Array(payloadLimit + 1) }),
    ).rejects.toMatchObject({ code: 'too-large' });
    expect(await functions.runsList({})).toEqual([]);
  });

  test('a host that closes takes its connections along', async () => {
    const served = await serve();
    const { functions } = await connect(served);
    await served.host.close();
    await served.server.close();
    await expect(functions.runsList({})).rejects.toMatchObject({ code: 'not-available' });
  });
});

describe('a visitor', () => {
  test('with another method, or an address that cannot be read, is refused with the same policy', async () => {
    const { server, cookie } = await serve();
    for (const [method, path, status] of [
      ['POST', '/', 405],
      ['DELETE', '/assets/index-1a2b.js', 405],
      ['GET', '/%zz', 400],
      ['GET', '/missing.js', 404],
    ] as const) {
      const answer = await new Promise<IncomingMessage>((resolve, reject) => {
        request({ host: '127.0.0.1', port: server.port, method, path, headers: { cookie } }, (got) => {
          got.resume();
          resolve(got);
        })
          .on('error', reject)
          .end();
      });
      expect(answer.statusCode).toBe(status);
      expect(answer.headers['x-frame-options']).toBe('DENY');
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  test('who opens page after page is refused before there are too many, and the others live on', async () => {
    const served = await serve();
    const headers = { cookie: served.cookie, origin: served.origin };
    const opened: (WebSocket | number)[] = [];
    for (let i = 0; i < 40; i++) opened.push(await openSocket(served, { headers }));
    expect(opened.filter((socket) => socket === 503)).toHaveLength(8);
    const first = opened[0] as WebSocket;
    expect(await speak(first).runsList({})).toEqual([]);
  });
});
