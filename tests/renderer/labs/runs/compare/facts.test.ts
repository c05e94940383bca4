import { expect, it } from 'vitest';
import { schemaOf, type RunRecord } from '../../../../../preload/contract/index.ts';
import { factRows } from '../../../../../renderer/labs/runs/compare/facts.ts';

const record = (more: Partial<RunRecord> = {}): RunRecord => ({
  id: '2026-11-22-oscillator-abcdef',
  name: 'a',
  spec: schemaOf.oscillator.parse({ kind: 'oscillator' }),
  state: 'done',
  versions: { macroscope: '0.1.0', node: '24.1.0', schema: 1 },
  backend: 'simd-engine',
  createdAt: '2026-11-22T10:00:00Z',
  computeSeconds: 5,
  starts: 1,
  summary: {},
  ...more,
});

it('says what could change the bits: other backends and versions; times differ anyway', () => {
  const rows = factRows(
    [record(), record({ backend: 'cpu', computeSeconds: 9 })].map((one) => ({
      record: one,
      summary: undefined,
    })),
  );
  const row = (title: string) => rows.find((one) => one.title === title);
  expect(row('Backend')).toEqual({ title: 'Backend', values: ['simd-engine', 'cpu'], notable: true });
  expect(row('Computed')).toEqual({ title: 'Computed', values: ['5 s', '9 s'], notable: false });
  expect(row('Macroscope')?.notable).toBe(false);
  expect(row('Reason')).toBeUndefined();
});
