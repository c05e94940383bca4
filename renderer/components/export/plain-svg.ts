/** Distance of the middle of DejaVu's letters, as SVG's baseline "central" has it, from their baseline, in sizes of the font. */
const middle = 0.35;
const layoutLetters = 11;

/**
 * What ECharts draws, as every reader of SVG understands it: letters stand on their baseline, where many readers know no other; nothing that
 * is for the pointer.
 */
export function plainSvg(svg: string): string {
  return svg
    .replaceAll(/<style\b[^>]*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/\sclass="[^"]*"/g, '')
    .replaceAll(/cursor:[a-z-]+;?/g, '')
    .replaceAll(/<text\b[^>]*>/g, onBaseline);
}

function onBaseline(tag: string): string {
  if (!tag.includes('dominant-baseline="central"')) return tag;
  const size = Number(/font-size:([\d.]+)px/.exec(tag)?.[1] ?? layoutLetters);
  const place = Number(/\sy="([^"]*)"/.exec(tag)?.[1] ?? 0);
  const lowered = Number((place + middle * size).toFixed(3));
  return tag
    .replace(/\sdominant-baseline="central"/, '')
    .replace(/\sy="[^"]*"/, '')
    .replace(/^<text/, `<text y="${lowered}"`);
}
