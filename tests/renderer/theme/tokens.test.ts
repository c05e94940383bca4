import { describe, expect, it } from 'vitest';
import css from '../../../renderer/theme/tokens.css?raw';
import { printColours } from '../../../renderer/components/chart-style.ts';

const tokensOf = (theme: string) => {
  const block = css.slice(css.indexOf(`[data-theme='${theme}']`)).match(/\{([^}]*)\}/)![1]!;
  return Object.fromEntries(
    [...block.matchAll(/--([a-z0-9-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, colour]) => [name!, colour!]),
  );
};

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

describe.each(['dark', 'light'])('the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const grounds = ['background', 'panel', 'raised'];

  it.each(
    ['text', 'muted', 'faint', 'accent', 'ok', 'warn', 'bad'].flatMap((text) =>
      grounds.map((ground) => [text, ground]),
    ),
  )('%s on %s can be read (AA)', (text, ground) => {
    expect(contrast(tokens[text!]!, tokens[ground!]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['on-accent', 'accent'],
    ['ok', 'ok-quiet'],
    ['warn', 'warn-quiet'],
    ['bad', 'bad-quiet'],
    ['accent', 'accent-quiet'],
    ['text', 'accent-quiet'],
    ['text', 'bad-quiet'],
    ['muted', 'bad-quiet'],
  ])('%s on %s can be read (AA)', (text, ground) => {
    expect(contrast(tokens[text]!, tokens[ground]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(
    ['plot1', 'plot2', 'plot3', 'plot4', 'edge'].flatMap((mark) => grounds.map((ground) => [mark, ground])),
  )('%s stands out from %s', (mark, ground) =>
    expect(contrast(tokens[mark!]!, tokens[ground!]!)).toBeGreaterThanOrEqual(3),
  );
});

it('prints in the colours of the light theme', () => {
  const light = tokensOf('light');
  expect(printColours.plots).toEqual([light['plot1'], light['plot2'], light['plot3'], light['plot4']]);
});
