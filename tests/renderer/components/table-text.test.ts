import { describe, expect, it } from 'vitest';
import { csvOf, fileStem } from '../../../renderer/components/table-text.ts';

describe('csvOf', () => {
  it('writes a header and a line for each row', () => {
    expect(csvOf({ step: Float64Array.of(0, 1), loss: [0.5, 1e-7] })).toBe(
      'step,loss\r\n0,0.5\r\n1,1e-7\r\n',
    );
  });
  it('leaves cells empty where a column has ended, and quotes names that need it', () => {
    expect(csvOf({ 'a, b': [1, 2], 'say "c"': [3] })).toBe('"a, b","say ""c"""\r\n1,3\r\n2,\r\n');
  });
  it('is a header alone without rows', () => expect(csvOf({ F: [], k: [] })).toBe('F,k\r\n'));
});

describe('fileStem', () => {
  it.each([
    ['Loss, held out', 'loss-held-out'],
    ['η² (F, k)', '2-f-k'],
    ['Größe', 'gro-e'],
    ['///', 'figure'],
  ])('%j becomes %j', (title, stem) => expect(fileStem(title)).toBe(stem));
});
