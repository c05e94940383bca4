import { inflateSync } from 'node:zlib';

/** What a PDF written by jsPDF says. */
export interface PdfContent {
  /** Width and height of the page in points. */
  page: [number, number];
  /** Its words, as they are marked up for copying. */
  text: string;
  /** Bytes of the fonts in it. */
  fonts: number;
}

/** Reads a PDF of one page with one font: its size, and its words by way of the font's table of Unicode letters. */
export function readPdf(bytes: Uint8Array): PdfContent {
  const file = Buffer.from(bytes).toString('latin1');
  if (!file.startsWith('%PDF-')) throw new Error('It does not begin like a PDF.');
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/.exec(file);
  if (box === null) throw new Error('Its page has no size.');
  const streams: string[] = [];
  let fonts = 0;
  for (const match of file.matchAll(/<<([^]*?)>>\s*stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const raw = Buffer.from(file.slice(start, file.indexOf('endstream', start)), 'latin1');
    // The dictionary right before the stream; the match may begin at an earlier one.
    const dictionary = match[1]!.split('<<').at(-1)!;
    const content = dictionary.includes('FlateDecode') ? inflateSync(raw) : raw;
    if (dictionary.includes('/Length1') && !content.includes('begincmap')) fonts += content.length;
    else streams.push(content.toString('latin1'));
  }
  const letters = new Map<string, string>();
  for (const stream of streams) {
    for (const [, block] of stream.matchAll(/beginbfchar([^]*?)endbfchar/g)) {
      for (const [, glyph, letter] of block!.matchAll(/<([\da-f]+)>\s*<([\da-f]+)>/gi)) {
        letters.set(glyph!.toLowerCase(), String.fromCodePoint(Number.parseInt(letter!, 16)));
      }
    }
  }
  const words = streams.flatMap((stream) =>
    [...stream.matchAll(/<([\da-f]+)>\s*Tj/gi)].map(([, glyphs]) =>
      glyphs!.toLowerCase().replaceAll(/[\da-f]{4}/g, (glyph) => letters.get(glyph) ?? '\ufffd'),
    ),
  );
  return { page: [Number(box[1]), Number(box[2])], text: words.join('\n'), fonts };
}
