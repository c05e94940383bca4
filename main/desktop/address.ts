import { isAbsolute, join, relative, resolve } from 'node:path';

/** The page is served under an origin of its own, app://macroscope, never from file: or the network. */
export const scheme = 'app';
const host = 'macroscope';
export const pageOrigin = `${scheme}://${host}`;
export const pageAddress = `${pageOrigin}/index.html`;

/** Whether an address is one of the application's own page. */
export function isPageAddress(address: string): boolean {
  const url = parse(address);
  return url !== null && url.protocol === `${scheme}:` && url.host === host && url.username === '';
}

export type NavigationVerdict = 'allow' | 'open-outside' | 'deny';

/** Sites that a link of the page may lead to, in the user's own browser: where papers are. Nothing else is handed to other programs. */
const sites: ReadonlySet<string> = new Set(['doi.org', 'arxiv.org']);

/**
 * What becomes of a navigation or a link: the page may only reload itself; papers open in the user's own browser; everything else (other sites, files,
 * scripts, schemes of other programs) is denied.
 */
export function judgeNavigation(address: string): NavigationVerdict {
  if (isPageAddress(address)) return 'allow';
  const url = parse(address);
  const paper =
    url?.protocol === 'https:' && sites.has(url.host) && url.username === '' && url.password === '';
  return paper ? 'open-outside' : 'deny';
}

/** Whether the page may load something from an address: its own files, and data it made itself. Never the network. */
export function mayLoad(address: string): boolean {
  const protocol = parse(address)?.protocol;
  if (protocol === 'data:') return true;
  // blob:app://macroscope/… carries the origin that made it; developer tools load their own page.
  if (protocol === 'blob:') return isPageAddress(address.slice('blob:'.length));
  return protocol === 'devtools:' || isPageAddress(address);
}

/** A frame that sent a message, as Electron describes it. */
export interface SenderFrame {
  url: string;
  parent: unknown;
}

/** Messages are taken from the main frame of the application's own page and from nothing else. */
export function trustsSender(frame: SenderFrame | null): boolean {
  return frame !== null && frame.parent === null && isPageAddress(frame.url);
}

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  ttf: 'font/ttf',
  wasm: 'application/wasm',
};

/**
 * The file in `folder` an address of the page stands for, with its MIME type; null for anything that is not one: another origin, a path out of
 * the folder in whatever encoding, a kind of file the page has none of.
 */
export function fileOfAddress(address: string, folder: string): { path: string; type: string } | null {
  if (!isPageAddress(address)) return null;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(address).pathname);
  } catch {
    return null;
  }
  if (/[\0\\]/.test(pathname)) return null;
  const path = resolve(join(folder, pathname === '/' ? 'index.html' : pathname));
  const inside = relative(resolve(folder), path);
  const type = types[/\.([a-z0-9]+)$/.exec(inside)?.[1] ?? ''];
  if (inside.startsWith('..') || isAbsolute(inside) || type === undefined) return null;
  return { path, type };
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}
