import { jsPDF } from 'jspdf';
import { svg2pdf } from 'svg2pdf.js';
import { fontName } from './figure-font.ts';
import { inPixels, pointsPerPixel, type FigureSize } from './figure-size.ts';
import type { FigureFacts } from './svg-file.ts';

/** A string of bytes, one character each, which is what jsPDF keeps files as. */
function binary(bytes: ArrayBuffer): string {
  const pieces: string[] = [];
  const view = new Uint8Array(bytes);
  for (let start = 0; start < view.length; start += 0x8000) {
    pieces.push(String.fromCharCode(...view.subarray(start, start + 0x8000)));
  }
  return pieces.join('');
}

/**
 * A figure as a PDF of one page of its size: lines and letters stay lines and letters; of the font only what is used is in it.
 * @param svg of any size, with a viewBox
 * @param font bytes of the figures' font
 */
export async function pdfFile(
  svg: string,
  size: FigureSize,
  { title, description, metadata }: FigureFacts,
  font: ArrayBuffer,
): Promise<Uint8Array> {
  const pixels = inPixels(size);
  const [width, height] = [pixels.width * pointsPerPixel, pixels.height * pointsPerPixel];
  const pdf = new jsPDF({
    unit: 'pt',
    format: [width, height],
    orientation: width > height ? 'landscape' : 'portrait',
    compress: true,
    putOnlyUsedFonts: true,
  });
  pdf.addFileToVFS('figure.ttf', binary(font));
  for (const style of ['normal', 'bold']) pdf.addFont('figure.ttf', fontName, style);
  pdf.setFont(fontName);
  pdf.setProperties({ title, subject: description, keywords: metadata, creator: 'Macroscope' });
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  await svg2pdf(root, pdf, { x: 0, y: 0, width, height });
  return new Uint8Array(pdf.output('arraybuffer'));
}
