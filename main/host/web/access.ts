import { timingSafeEqual } from 'node:crypto';

/** Who may talk to the browser entry: decisions only, so that each can be tested by itself. */
export interface Door {
  port: number;
  token: string;
}

export interface Visitor {
  host: string | undefined;
  origin: string | undefined;
  cookie: string | undefined;
  /** `token` of the query, the way the printed URL brings it. */
  queryToken: string | undefined;
  /** Opening the socket, as against fetching a file. */
  upgrade: boolean;
}

export type Verdict =
  | { admit: 'yes' }
  /** The token came with the URL: keep it in a cookie and take it out of the address bar. */
  | { admit: 'with-cookie' }
  | { admit: 'no'; reason: string };

/** Cookies are shared by all ports of a host, so the name tells workbenches apart. */
export const cookieName = (port: number) => `macroscope-${port}`;

const names = ['127.0.0.1', 'localhost'];

export function judge(door: Door, visitor: Visitor): Verdict {
  const hosts = names.map((name) => `${name}:${door.port}`);
  // A page of another site whose name was made to point here (DNS rebinding) sends its own name.
  if (!visitor.host || !hosts.includes(visitor.host)) return refuse('This address is not served here.');
  const origins = hosts.map((host) => `http://${host}`);
  const foreign = visitor.origin !== undefined && !origins.includes(visitor.origin);
  // Browsers always name the origin of a socket; whoever does not is no browser.
  if (foreign || (visitor.upgrade && visitor.origin === undefined)) {
    return refuse('Only the page of this workbench may ask.');
  }
  if (!visitor.upgrade && same(visitor.queryToken, door.token)) return { admit: 'with-cookie' };
  if (same(readCookie(visitor.cookie, cookieName(door.port)), door.token)) return { admit: 'yes' };
  return refuse(
    'Open the address that Macroscope printed in the terminal: it holds the key to this workbench.',
  );
}

const refuse = (reason: string): Verdict => ({ admit: 'no', reason });

function same(given: string | undefined, token: string): boolean {
  if (given === undefined) return false;
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name) return value;
  }
  return undefined;
}
