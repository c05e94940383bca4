import { expect, it } from 'vitest';
import { plainSvg } from '../../../../renderer/components/export/plain-svg.ts';

it('puts letters on their baseline and leaves out what is for the pointer', () => {
  const svg =
    '<svg><style><![CDATA[.a:hover{fill:red}]]></style><path class="a" style="cursor:pointer;"/>' +
    '<text dominant-baseline="central" style="font-size:20px;" y="1.5" transform="translate(1 2)">χ</text>' +
    '<text dominant-baseline="central">a</text><text y="3">b</text></svg>';
  expect(plainSvg(svg)).toBe(
    '<svg><path style=""/>' +
      '<text y="8.5" style="font-size:20px;" transform="translate(1 2)">χ</text>' +
      '<text y="3.85">a</text><text y="3">b</text></svg>',
  );
});
