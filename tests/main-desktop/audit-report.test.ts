import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { judgeAudit } from '../../main/desktop/packaging/audit-report.ts';

const report = (vulnerabilities: object) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: { dependencies: { total: 250 } } });

test('a report without grave findings is clean', () => {
  expect(judgeAudit(report({}))).toEqual({
    verdict: 'clean',
    lines: ['Audit: no known weakness of level high in 250 packages.'],
  });
  expect(judgeAudit(report({ a: { severity: 'moderate', via: [] } })).verdict).toBe('clean');
});

test('grave findings are named, with their cause', () => {
  const { verdict, lines } = judgeAudit(
    report({
      a: { severity: 'high', range: '<1.2.3', via: [{ title: 'Reads what it must not' }] },
      b: { severity: 'critical', range: '*', via: ['a'] },
      c: { severity: 'low', range: '*', via: [] },
    }),
  );
  expect(verdict).toBe('findings');
  expect(lines.slice(1)).toEqual(['  a <1.2.3 (high): Reads what it must not', '  b * (critical)']);
});

test.each([
  [
    'a registry without the service',
    '{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":""}}',
    '405',
  ],
  ['no network', '{"error":{"code":"ENOTFOUND","summary":"getaddrinfo ENOTFOUND registry"}}', 'ENOTFOUND'],
  ['nothing', '', 'no report'],
  ['something else', '[]', 'no report'],
  ['null', 'null', 'no report'],
  ['findings that count nothing', '{"vulnerabilities":{}}', 'no report'],
])('%s is never taken for a clean report', (_what, output, reason) => {
  const { verdict, lines } = judgeAudit(output);
  expect(verdict).toBe('unavailable');
  expect(lines.join(' ')).toMatch(/NOT DONE/);
  expect(lines.join(' ')).toContain(reason);
});

test('continuous integration asks after it has installed', () => {
  const ci = readFileSync(join(import.meta.dirname, '..', '..', '.ci', 'run'), 'utf8');
  expect(ci).toMatch(/npm ci && npm run -s audit && npm test/);
});
