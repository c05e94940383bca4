import fontFile from 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf?url';

/** The family figures are drawn with: it has Greek and mathematical letters. Verdana has the same widths. */
export const figureFont = 'DejaVu Sans, Verdana, sans-serif';
export const fontName = 'DejaVu Sans';

let loading: Promise<ArrayBuffer> | null = null;

/** The font as the bytes of its file; from then on the page can draw and measure with it, too. */
export function loadFigureFont(): Promise<ArrayBuffer> {
  loading ??= load().catch((error: unknown) => {
    // Asked again next time: the connection may be back.
    loading = null;
    throw error;
  });
  return loading;
}

async function load(): Promise<ArrayBuffer> {
  const answer = await fetch(fontFile);
  if (!answer.ok) throw new Error(`The font of figures was not found (${answer.status}).`);
  const bytes = await answer.arrayBuffer();
  const face = new FontFace(fontName, bytes.slice(0));
  document.fonts.add(await face.load());
  return bytes;
}
