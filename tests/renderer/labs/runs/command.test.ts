import { describe, expect, it } from 'vitest';
import { experimentSpec } from '../../../../preload/contract/index.ts';
import { commandOf } from '../../../../renderer/labs/runs/command.ts';

/** Words as a POSIX shell reads them: quoted stretches as they are, a backslash keeps the next character. */
const unquoted = (words: string) => words.replaceAll(/'([^']*)'|\\(.)/g, '$1$2');

describe('commandOf', () => {
  it('gives the document back from a shell, whatever its words hold', () => {
    const spec = experimentSpec.parse({ kind: 'turing-design', patternName: `it's "$HOME" \\ ü.png` });
    const [writing = ''] = commandOf({ spec }).split(' > experiment.json');
    expect(JSON.parse(unquoted(writing).replace('echo ', ''))).toEqual(spec);
  });
});
