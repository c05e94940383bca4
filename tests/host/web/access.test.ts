import { expect, test } from 'vitest';
import { judge, type Visitor } from '../../../main/host/web/access.ts';

const door = { port: 4690, token: 'right' };
const page: Visitor = {
  host: '127.0.0.1:4690',
  origin: undefined,
  cookie: 'other=1; macroscope-4690=right',
  queryToken: undefined,
  upgrade: false,
};
const socket: Visitor = { ...page, origin: 'http://127.0.0.1:4690', upgrade: true };

const table: [string, Visitor, 'yes' | 'with-cookie' | 'no'][] = [
  ['the page with its cookie', page, 'yes'],
  ['the socket of the page', socket, 'yes'],
  ['localhost', { ...socket, host: 'localhost:4690', origin: 'http://localhost:4690' }, 'yes'],
  ['the printed address', { ...page, cookie: undefined, queryToken: 'right' }, 'with-cookie'],
  ['no token', { ...page, cookie: undefined }, 'no'],
  ['a wrong token in the address', { ...page, cookie: undefined, queryToken: 'wrong' }, 'no'],
  ['a wrong token in the cookie', { ...page, cookie: 'macroscope-4690=wrong' }, 'no'],
  ['the cookie of another port', { ...page, cookie: 'macroscope-4691=right' }, 'no'],
  ['a token in the address of the socket', { ...socket, cookie: undefined, queryToken: 'right' }, 'no'],
  ['a foreign host name', { ...page, host: 'evil.example:4690' }, 'no'],
  ['a foreign host name that ends the same', { ...page, host: 'x127.0.0.1:4690' }, 'no'],
  ['another port', { ...page, host: '127.0.0.1:80' }, 'no'],
  ['no host name', { ...page, host: undefined }, 'no'],
  ['a foreign origin', { ...socket, origin: 'https://evil.example' }, 'no'],
  ['the origin of another port', { ...socket, origin: 'http://127.0.0.1:3000' }, 'no'],
  ['an opaque origin', { ...socket, origin: 'null' }, 'no'],
  ['a socket without origin', { ...socket, origin: undefined }, 'no'],
];

test.each(table)('%s', (_what, visitor, verdict) => {
  expect(judge(door, visitor).admit).toBe(verdict);
});
