import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join, relative } from 'node:path';
import { payloadLimit } from '../../preload/contract/index.ts';
import { atMost, counted } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { RandomStream } from '../../main/compute/random.ts';
import { Caller } from './payloads/caller.ts';
import { openSocket, startHostUnderFire, type Door } from './payloads/hosts.ts';
import { dawdle, knock, reaches, shout, visit } from './strangers/visits.ts';

const builtPage = join(import.meta.dirname, '..', '..', 'out', 'renderer');

/** Everybody who has no business with the workbench, and whether each was refused. */
export async function strangersChecks({ level, seed, progress }: ProofContext): Promise<Check[]> {
  const random = new RandomStream(seed, 'strangers');
  const guesses = level === 'quick' ? 50 : 1000;
  const slow = level === 'quick' ? 60 : 400;
  const page = existsSync(join(builtPage, 'index.html')) ? builtPage : undefined;
  const starting = [
    startHostUnderFire('socket', page),
    startHostUnderFire('socket'),
    startHostUnderFire('port'),
  ] as const;
  try {
    const served = await starting[0];
    const door = served.door!;
    // The server's patience is waited for meanwhile.
    const dawdling = slowOnes(door, slow);
    dawdling.catch(() => {});
    const [, before, ported] = await Promise.all(starting);
    const old = before.door!;
    const steps: (() => Promise<Check[]>)[] = [
      async () => [await interfaces(door)],
      () => tokens(door, old, guesses),
      () => hostsAndOrigins(door),
      () => paths(door, random, guesses),
      () => methods(door),
      () => headers(door, page),
      async () => [await oversized(door, new Caller(ported.end))],
      () => senders(),
      () => dawdling,
    ];
    const rows: Check[] = [];
    for (const [i, step] of steps.entries()) {
      progress(i / steps.length, 'strangers');
      rows.push(...(await step()));
    }
    const { outcome } = await new Caller(served.end).call('settingsRead', {});
    const well = [outcome === 'result', !served.dead, !ported.dead].filter(Boolean).length;
    return [
      ...rows,
      counted('strangers.survivors', well, 3, 'the page’s own connection and both hosts live on'),
    ];
  } finally {
    for (const started of await Promise.allSettled(starting)) {
      if (started.status === 'fulfilled') await started.value.close();
    }
  }
}

/** The port is there on 127.0.0.1 and on no other address of this machine. */
async function interfaces({ port }: Door): Promise<Check> {
  const others = [
    '::1',
    ...Object.values(networkInterfaces())
      .flatMap((found) => found ?? [])
      .map(({ address }) => address),
  ].filter((address) => address !== '127.0.0.1');
  let well = 0;
  for (const address of others) if (!(await reaches(address, port))) well++;
  return counted(
    'strangers.interfaces',
    well,
    others.length,
    'other addresses of this machine on which nothing listens',
  );
}

const refused = (statuses: readonly number[]) =>
  statuses.filter((status) => status === 0 || status >= 400).length;

async function tokens(door: Door, old: Door, guesses: number): Promise<Check[]> {
  const { port, token, origin } = door;
  const wrong = [
    '',
    'undefined',
    token.slice(0, -1),
    `${token}x`,
    token.toUpperCase(),
    [...token].toReversed().join(''),
    // That of a workbench that ran before, or runs beside.
    old.token,
    ...Array.from({ length: guesses }, () => randomBytes(24).toString('base64url')),
  ];
  const statuses: number[] = [];
  for (const guess of wrong) {
    const cookie = `macroscope-${port}=${guess}`;
    statuses.push((await visit(port, { path: `/?token=${encodeURIComponent(guess)}` })).status);
    statuses.push((await visit(port, { path: '/', headers: { cookie } })).status);
    statuses.push(await knock(port, { cookie, origin }));
  }
  for (const path of ['/', '/index.html', '/host', `/?token=x&token=${token}`, `/?Token=${token}`]) {
    statuses.push((await visit(port, { path })).status);
  }
  // The cookie of another port, and the token where it does not belong.
  statuses.push(await knock(port, { cookie: `macroscope-${port + 1}=${token}`, origin }));
  statuses.push(await knock(port, { origin }, `/host?token=${token}`));
  statuses.push(await knock(port, { origin, authorization: `Bearer ${token}` }));
  const first = await visit(port, { path: `/?token=${token}` });
  const cookie = first.headers['set-cookie'] ?? [];
  const kept = [
    first.status === 303,
    // Nothing of the token stays in the address bar, the history or a referrer.
    first.headers.location === '/',
    first.headers['referrer-policy'] === 'no-referrer',
    cookie.length === 1,
    /; HttpOnly(;|$)/.test(cookie[0] ?? ''),
    /; SameSite=Strict(;|$)/.test(cookie[0] ?? ''),
    !/; Domain=/i.test(cookie[0] ?? ''),
  ];
  return [
    counted(
      'strangers.token',
      refused(statuses),
      statuses.length,
      'pages and sockets asked for with no, a wrong, an old or a misplaced token',
    ),
    counted(
      'strangers.cookie',
      kept.filter(Boolean).length,
      kept.length,
      'the token leaves the address at once, for a cookie no script and no other site can use',
    ),
  ];
}

async function hostsAndOrigins({ port, cookie, origin }: Door): Promise<Check[]> {
  const names = [
    'evil.example',
    `evil.example:${port}`,
    `127.0.0.1.evil.example:${port}`,
    `localhost.evil.example:${port}`,
    `x127.0.0.1:${port}`,
    `[::1]:${port}`,
    `0.0.0.0:${port}`,
    `127.1:${port}`,
    `2130706433:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `localhost.:${port}`,
    `127.0.0.1:${port}@evil.example`,
  ];
  const asHost: number[] = [];
  for (const host of names) {
    asHost.push((await visit(port, { path: '/', headers: { host, cookie } })).status);
    asHost.push(await knock(port, { host, cookie, origin }));
  }
  const lines = [
    `GET / HTTP/1.1\r\nCookie: ${cookie}\r\n\r\n`,
    `GET / HTTP/1.0\r\nCookie: ${cookie}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`,
    `GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nCookie: ${cookie}\r\n\r\n`,
  ];
  for (const line of lines) asHost.push(statusOf(await shout(port, line)));
  const origins = [
    'https://evil.example',
    'http://evil.example',
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port + 1}`,
    'http://127.0.0.1',
    `http://127.0.0.1:${port}.evil.example`,
    `http://evil.example/http://127.0.0.1:${port}`,
    'null',
    'file://',
    'app://macroscope',
    '',
  ];
  const asOrigin: number[] = [await knock(port, { cookie })];
  for (const foreign of origins) {
    asOrigin.push((await visit(port, { path: '/', headers: { origin: foreign, cookie } })).status);
    asOrigin.push(await knock(port, { origin: foreign, cookie }));
  }
  return [
    counted(
      'strangers.host',
      refused(asHost),
      asHost.length,
      'foreign and malformed Host headers (DNS rebinding), page and socket, with the right cookie',
    ),
    counted(
      'strangers.origin',
      refused(asOrigin),
      asOrigin.length,
      'foreign, opaque and missing origins, page and socket, with the right cookie',
    ),
  ];
}

/** The status in "HTTP/1.1 403 Forbidden"; 0 where the server hung up. */
const statusOf = (line: string) => Number(/^HTTP\/1\.\d (\d+)/.exec(line)?.[1] ?? 0);

async function paths({ port, cookie }: Door, random: RandomStream, guesses: number): Promise<Check[]> {
  const ups = ['..', '%2e%2e', '.%2e', '%2E.', '..%00', '..;', '%252e%252e', '..%c0%af..', '\u2025'];
  const slashes = ['/', '%2f', '\\', '%5c', '//', '/./', '%252f'];
  const ends = [
    'package.json',
    'etc/passwd',
    'workspace/macroscope.log',
    'main/browser.js',
    'index.html%00.png',
  ];
  const some = <T>(values: readonly T[]) => values[random.integer(values.length)]!;
  const wanted = Array.from({ length: guesses }, () => {
    const steps = Array.from({ length: 1 + random.integer(8) }, () => some(ups) + some(slashes)).join('');
    return `/${some(['', 'assets/'])}${steps}${some(ends)}`;
  });
  wanted.push(
    '/%',
    '/%zz',
    '/%ff',
    '/assets/',
    '/assets',
    '/.',
    '/..',
    '//',
    '/C:/Windows/win.ini',
    `/${'a/'.repeat(3000)}`,
  );
  const statuses: number[] = [];
  for (const path of wanted) {
    const line = await shout(
      port,
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
    );
    // The page itself may answer for an address that comes to its folder.
    statuses.push(statusOf(line));
  }
  const harmless = ['/', '//', '/.', '/..'];
  const well = statuses.filter(
    (status, i) => status === 0 || status >= 400 || (status < 400 && harmless.includes(wanted[i]!)),
  );
  return [
    counted(
      'strangers.paths',
      well.length,
      statuses.length,
      'paths out of the page’s folder in many spellings, with the right cookie',
    ),
  ];
}

async function methods({ port, cookie, origin }: Door): Promise<Check[]> {
  const statuses: number[] = [];
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT']) {
    for (const path of ['/', '/host', '/index.html']) {
      statuses.push((await visit(port, { path, method, headers: { cookie, origin } })).status);
    }
  }
  statuses.push(statusOf(await shout(port, 'NONSENSE / HTTP/1.1\r\n\r\n')));
  statuses.push(
    statusOf(await shout(port, '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n')),
  );
  statuses.push(
    statusOf(
      await shout(port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`),
    ),
  );
  return [
    counted(
      'strangers.methods',
      refused(statuses),
      statuses.length,
      'methods other than GET and HEAD, and what is no HTTP',
    ),
  ];
}

/** Every file of the page, and every refusal, says what the page may do and that nobody may frame it. */
async function headers({ port, cookie }: Door, page: string | undefined): Promise<Check[]> {
  const files =
    page === undefined
      ? ['index.html']
      : readdirSync(page, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => relative(page, join(entry.parentPath, entry.name)));
  let well = 0;
  const asked = ['', ...files, 'missing.js', '%zz'];
  for (const file of asked) {
    const { headers: said } = await visit(port, { path: `/${file}`, headers: { cookie } });
    const policy = said['content-security-policy']?.toString() ?? '';
    const good =
      said['x-frame-options'] === 'DENY' &&
      said['x-content-type-options'] === 'nosniff' &&
      said['cross-origin-resource-policy'] === 'same-origin' &&
      /default-src 'none'/.test(policy) &&
      /frame-ancestors 'none'/.test(policy) &&
      !/script-src[^;]*('unsafe-inline'|'unsafe-eval'|https?:|\*)/.test(policy);
    if (good) well++;
  }
  return [
    counted(
      'strangers.headers',
      well,
      asked.length,
      'files of the page and errors with X-Frame-Options and content security policy',
    ),
  ];
}

async function oversized(door: Door, port: Caller): Promise<Check> {
  const over = [1, 1024, 2 ** 20];
  let well = 0;
  for (const more of over) {
    const socket = await openSocket(door);
    const closed = once(socket, 'close') as Promise<[number]>;
    socket.send(Buffer.alloc(payloadLimit + more));
    // 1009 says why; whoever is still sending when it comes may see no more than the end of the connection, 1006.
    if ([1009, 1006].includes((await closed)[0])) well++;
    const { code } = await port.call('fileInspect', {
      name: 'a',
      bytes: new Uint8Array(payloadLimit + more),
    });
    if (code === 'too-large') well++;
  }
  return counted(
    'strangers.frames',
    well,
    2 * over.length,
    'messages of more than 64 MB: the socket is closed, the port answers too-large',
  );
}

async function senders(): Promise<Check[]> {
  const folder = join(import.meta.dirname, 'strangers');
  const child = fork(join(folder, 'senders.ts'), {
    execArgv: ['--import', join(folder, 'electron-hook.ts')],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const told = once(child, 'message') as Promise<
    [{ refused: number; asked: number; connected: number; given: number; times: number; open: number }]
  >;
  const heard = await Promise.race([told, exited.then(() => null)]);
  await exited;
  if (heard === null) return [counted('strangers.senders', 0, 1, 'the desktop’s wiring ended by itself')];
  const [{ refused: well, asked, connected, given, times, open }] = heard;
  return [
    counted(
      'strangers.senders',
      well,
      asked,
      'other windows, frames within the page and pages of other origins that asked for a port',
    ),
    atMost('strangers.senders-served', connected, 0, 'connections that the host was given for them'),
    counted('strangers.windows', given, times, 'loads of the workbench’s own page that were given a port'),
    atMost('strangers.ports', open, 1, 'ports open after them: each takes the place of the one before'),
  ];
}

/** Connections that dawdle are ended, and the page is served meanwhile. */
async function slowOnes({ port, cookie }: Door, count: number): Promise<Check[]> {
  let slowest = 0;
  const { ended, seconds } = await dawdle(port, count, async () => {
    for (let i = 0; i < 10; i++) {
      const start = performance.now();
      const { status } = await visit(port, { path: '/', headers: { cookie } });
      slowest = Math.max(slowest, status === 200 ? (performance.now() - start) / 1000 : Infinity);
    }
  });
  return [
    counted(
      'strangers.slow',
      ended,
      count,
      `connections that never finish a request, ended by the server; the last after ${seconds.toFixed(1)} s`,
    ),
    atMost('strangers.beside-slow', slowest, 1, 'seconds that the page waits for its files meanwhile'),
  ];
}
