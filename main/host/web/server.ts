import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import fastifyWebsocket from '@fastify/websocket';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { HostError, payloadLimit } from '../../../preload/contract/index.ts';
import { guarded } from '../../../preload/contract/wire.ts';
import type { Host } from '../host.ts';
import { securityHeaders } from '../policy.ts';
import { applicationFolder } from '../version.ts';
import { cookieName, judge, type Door } from './access.ts';

export interface WebServer {
  /** Address with the token, for the user's eyes only. */
  url: string;
  port: number;
  close(): Promise<void>;
}

const address = '127.0.0.1';
/** Pictures are dropped while more than this waits to be sent. */
const congestion = 4 * 2 ** 20;
/** Whoever opens a connection and then says nothing, or says it slowly, is not waited for: milliseconds. */
const patience = { head: 5_000, request: 15_000, idle: 10_000, check: 1_000 };
/** Connections at once, spoken over or not, and pages among them. */
const mostConnections = 1000;
const mostPages = 32;

/**
 * Serves the page and the host on 127.0.0.1. Port 0 takes any free one. Throws HostError when the page has not been built or the
 * port is taken. `onPage` is called whenever a page has connected.
 */
export async function serveHost(
  host: Host,
  options: { port: number; pageFolder?: string; onPage?: () => void },
): Promise<WebServer> {
  const pageFolder = options.pageFolder ?? join(applicationFolder(), 'out', 'renderer');
  if (!existsSync(join(pageFolder, 'index.html'))) {
    throw new HostError('not-available', 'The page has not been built yet.', {
      where: pageFolder,
      remedy: 'Run "npm run build" in the project folder.',
    });
  }
  const door: Door = { port: options.port, token: randomBytes(24).toString('base64url') };
  let headers: Record<string, string> = {};
  const server = fastify({
    logger: false,
    forceCloseConnections: true,
    requestTimeout: patience.request,
    keepAliveTimeout: patience.idle,
    http: {
      headersTimeout: patience.head,
      connectionsCheckingInterval: patience.check,
      maxHeaderSize: 16 * 1024,
    },
    // An address that can't be read never comes to the hook below.
    frameworkErrors: (_error, _request, reply: FastifyReply) =>
      void reply.code(400).headers(headers).type('text/plain').send('Not here.\n'),
  });
  server.server.maxConnections = mostConnections;

  server.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const visitor = visitorOf(request);
    const verdict = judge(door, visitor);
    if (verdict.admit === 'no') {
      // A refused upgrade is no longer a connection the server counts; left open it would hold up closing.
      if (visitor.upgrade) reply.raw.once('finish', () => request.raw.socket.destroySoon());
      return await reply.code(403).type('text/plain').send(`${verdict.reason}\n`);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return await reply.code(405).header('allow', 'GET, HEAD').type('text/plain').send('Not here.\n');
    }
    if (visitor.upgrade && server.websocketServer.clients.size >= mostPages) {
      reply.raw.once('finish', () => request.raw.socket.destroySoon());
      return await reply.code(503).type('text/plain').send('Too many pages of this workbench are open.\n');
    }
    if (verdict.admit === 'with-cookie') {
      const cookie = `${cookieName(door.port)}=${door.token}; Path=/; HttpOnly; SameSite=Strict`;
      return await reply.header('set-cookie', cookie).redirect('/', 303);
    }
    return undefined;
  });

  await server.register(fastifyWebsocket, {
    options: { maxPayload: payloadLimit, perMessageDeflate: false },
  });
  server.get('/host', { websocket: true }, (socket) => {
    socket.binaryType = 'nodebuffer';
    // A frame that is too large or broken closes its own connection, with the reason in the close code.
    socket.on('error', (error) => host.log.warn({ reason: error.message }, 'a connection was closed'));
    host.connect(
      guarded({
        post: (bytes) => {
          if (socket.readyState === socket.OPEN) socket.send(bytes);
        },
        onMessage: (handler) =>
          void socket.on('message', (data: Buffer, isBinary: boolean) =>
            handler(isBinary ? data : new Uint8Array(0)),
          ),
        onClose: (handler) => void socket.once('close', () => handler()),
        congested: () => socket.bufferedAmount > congestion,
        close: () => socket.close(1001),
      }),
    );
    options.onPage?.();
  });
  await server.register(fastifyStatic, {
    root: pageFolder,
    // Files under assets/ carry a hash of their content in their name.
    setHeaders: (reply, path) =>
      void reply.header(
        'cache-control',
        path.includes('assets') ? 'max-age=31536000, immutable' : 'no-cache',
      ),
  });
  server.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain').send('Not here.\n'));

  try {
    await server.listen({ host: address, port: options.port });
  } catch (error) {
    await server.close();
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new HostError('busy', `Port ${options.port} is taken.`, {
      where: `${address}:${options.port}`,
      remedy: 'Choose another with --port, or leave it out to take a free one.',
    });
  }
  const bound = server.server.address();
  door.port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
  headers = securityHeaders([`ws://${address}:${door.port}`, `ws://localhost:${door.port}`]);
  return {
    url: `http://${address}:${door.port}/?token=${door.token}`,
    port: door.port,
    close: () => server.close(),
  };
}

function visitorOf(request: FastifyRequest) {
  const { host, origin, cookie, upgrade } = request.headers;
  const { token } = request.query as { token?: unknown };
  return {
    host,
    origin,
    cookie,
    queryToken: typeof token === 'string' ? token : undefined,
    upgrade: upgrade?.toLowerCase() === 'websocket',
  };
}
