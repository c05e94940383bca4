import { describe, expect, it } from 'vitest';
import { designCommand } from '../../../../main/methods/macronet/design/command.ts';
import { schemaOf } from '../../../../preload/contract/index.ts';

const spec = (document: Record<string, unknown>) =>
  schemaOf['turing-design'].parse({ kind: 'turing-design', ...document });

describe('the command of a design', () => {
  it('names what was asked for', () => {
    expect(
      designCommand(spec({ seed: 7, patternName: 'a.png', refine: true, hold: { F: 0.03 }, model: 'run/x' })),
    ).toBe(
      'npm run -s macroscope -- design --pattern a.png --model run/x --sampler posterior --samples 8 --candidates 4 --temperature 0.3 --refine --hold F=0.03 --seed 7 --out design',
    );
  });

  it('quotes names that a shell would read otherwise', () => {
    expect(designCommand(spec({ patternName: "my pattern's.png" }))).toContain(
      String.raw`--pattern 'my pattern'\''s.png'`,
    );
  });
});
