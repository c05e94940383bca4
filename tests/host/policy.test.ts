import { expect, test } from 'vitest';
import { contentSecurityPolicy, securityHeaders } from '../../main/host/policy.ts';

const directives = (policy: string) =>
  Object.fromEntries(
    policy.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );

test('scripts come from the application only, and nothing is allowed that is not named', () => {
  const policy = directives(contentSecurityPolicy(['ws://127.0.0.1:1']));
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(policy['connect-src']).toEqual(["'self'", 'ws://127.0.0.1:1']);
  for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(policy[name]).toEqual(["'none'"]);
});

test('every answer forbids guessing types, referrers and devices', () => {
  const headers = securityHeaders([]);
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['permissions-policy']).toContain('camera=()');
});
