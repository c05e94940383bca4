import { expect, test } from 'vitest';
import { readDocument } from '../../main/host/documents.ts';

test('a document is completed with its defaults', () => {
  const spec = readDocument('{"kind": "oscillator", "steps": 12}', 'mine.json');
  expect(spec).toMatchObject({ kind: 'oscillator', steps: 12, seed: 1, batch: 512 });
});

const bad: [string, string, RegExp][] = [
  ['no JSON', '{"kind": ', /mine\.json: this is not JSON/],
  ['no kind', '{"steps": 3}', /it has no "kind"/],
  ['no object', '[]', /it has no "kind"/],
  ['an unknown kind', '{"kind": "alchemy"}', /no kind of experiment called "alchemy"/],
  ['a value out of range', '{"kind": "oscillator", "steps": -1}', /"steps": .*>=1/],
  ['a value of another type', '{"kind": "oscillator", "flow": {"layers": "six"}}', /"flow\.layers": /],
  ['a misspelt entry', '{"kind": "oscillator", "stpes": 100}', /"stpes" is not an entry of oscillator/],
  [
    'a misspelt entry within',
    '{"kind": "oscillator", "flow": {"layer": 2}}',
    /"flow\.layer" is not an entry/,
  ],
];

test.each(bad)('%s is refused in words', (_what, text, message) => {
  expect(() => readDocument(text, 'mine.json')).toThrow(
    expect.objectContaining({ code: 'bad-specification', message: expect.stringMatching(message) }),
  );
});
