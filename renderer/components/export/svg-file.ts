import type { FigureSize } from './figure-size.ts';

/** What a figure says of itself in its file. */
export interface FigureFacts {
  title: string;
  /** Sentences on where it comes from. */
  description: string;
  /** The sidecar, whole. */
  metadata: string;
}

// Neither may appear in XML, escaped or not.
const forbidden = /(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu;
const lonelyHalves = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Text as XML takes it. */
export const xmlText = (text: string) =>
  text
    .replaceAll(forbidden, '')
    .replaceAll(lonelyHalves, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** An SVG document with the size it is to be printed at, and what it is and comes from. */
export function svgFile(
  svg: string,
  { width, height, unit }: FigureSize,
  { title, description, metadata }: FigureFacts,
): string {
  const facts = [
    `<title>${xmlText(title)}</title>`,
    `<desc>${xmlText(description)}</desc>`,
    `<metadata>${xmlText(metadata)}</metadata>`,
  ].join('\n');
  const sized = svg.replace(/^\s*<svg\b[^>]*>/, (tag) => {
    const bare = tag.trim().replaceAll(/\s(?:width|height)="[^"]*"/g, '');
    return `${bare.slice(0, -1)} width="${width}${unit}" height="${height}${unit}">\n${facts}`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${sized}\n`;
}
