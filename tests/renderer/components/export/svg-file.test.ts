import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { svgFile, xmlText } from '../../../../renderer/components/export/svg-file.ts';

const facts = { title: 'S(k) & <χ>', description: 'seed 1', metadata: '{"a":"]]>"}' };
const drawn =
  '<svg xmlns="http://www.w3.org/2000/svg" width="495" height="330" viewBox="0 0 495 330"><path/></svg>';

describe('an SVG file', () => {
  it('has its size on paper, keeps its view box, and says what it is', () => {
    const file = svgFile(drawn, { width: 86, height: 57, unit: 'mm' }, facts);
    expect(file).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg /);
    const [root] = /<svg[^>]*>/.exec(file)!;
    expect(root).toContain('viewBox="0 0 495 330"');
    expect(root).toContain('width="86mm" height="57mm"');
    expect(root.match(/width=/g)).toHaveLength(1);
    expect(file).toContain('<title>S(k) &amp; &lt;χ&gt;</title>');
    expect(file).toContain('<desc>seed 1</desc>');
    expect(file).toContain('<metadata>{&quot;a&quot;:&quot;]]&gt;&quot;}</metadata>');
    expect(file).toContain('<path/></svg>');
  });
});

describe('text in XML', () => {
  it('reads back as what it was, without what XML does not allow', () => {
    const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = xmlText(text);
        expect(escaped).not.toMatch(/[<>"]|(?![\t\n\r])\p{Cc}/u);
        const allowed = text.replaceAll(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '');
        expect(escaped.replaceAll(/&(\w+);/g, (_, name: string) => names[name]!)).toBe(
          allowed.toWellFormed(),
        );
      }),
    );
  });
});
