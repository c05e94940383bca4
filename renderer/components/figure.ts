/** Colours by what they are for: tokens of the theme on the page, those of print in a file. */
export type Ink =
  'text' | 'muted' | 'faint' | 'line' | 'panel' | 'bad' | 'plot1' | 'plot2' | 'plot3' | 'plot4';
type Colour = Ink | `#${string}`;

export interface PathMark {
  type: 'path';
  /** Path data of SVG. */
  d: string;
  stroke?: Colour;
  fill?: Colour;
  width?: number;
  dash?: readonly number[];
  opacity?: number;
  /** Edges on whole pixels: for cells that touch each other. */
  crisp?: boolean;
}

export interface TextMark {
  type: 'text';
  x: number;
  y: number;
  text: string;
  ink: Ink;
  anchor?: 'start' | 'middle' | 'end';
  /** Turned to be read from below, about its own place. */
  vertical?: boolean;
}

/** One piece of a drawing; the same list becomes the picture on the page, an SVG file and a PNG file. */
export type Mark = PathMark | TextMark;

/** A picture of pixels inside a drawing for a file; its pixels keep their edges. */
export interface ImageMark {
  type: 'image';
  x: number;
  y: number;
  width: number;
  height: number;
  image: HTMLCanvasElement;
}

export interface Figure {
  width: number;
  height: number;
  marks: readonly (Mark | ImageMark)[];
}

/** Height of letters in a figure, in pixels. */
export const letterSize = 11;

export type FigureColours = Record<Ink, string> & { background: string; font: string };

/** Black on white with the plot colours of the light theme. */
export const printColours: FigureColours = {
  background: '#ffffff',
  text: '#151a1f',
  muted: '#4d5965',
  faint: '#626e7a',
  line: '#d9dfe4',
  panel: '#ffffff',
  bad: '#b1271d',
  plot1: '#0b6c77',
  plot2: '#b25e00',
  plot3: '#6d4bc0',
  plot4: '#59646e',
  font: 'sans-serif',
};

/** The colours of the page as it stands now. */
export function pageFigureColours(): FigureColours {
  const style = getComputedStyle(document.documentElement);
  const inks = Object.keys(printColours).filter((name) => !['background', 'font'].includes(name)) as Ink[];
  const read = (token: string) => style.getPropertyValue(`--${token}`).trim();
  return {
    ...printColours,
    ...(Object.fromEntries(inks.map((ink) => [ink, read(ink)])) as Record<Ink, string>),
    background: read('panel'),
  };
}

/** A colour "#rrggbb" as a pixel of RGBA in memory order, `opacity` from 0 to 1. */
export function pixelOf(colour: string, opacity = 1): number {
  const [red, green, blue] = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  return ((Math.round(255 * opacity) << 24) | (blue! << 16) | (green! << 8) | red!) >>> 0;
}

const isInk = (colour: Colour): colour is Ink => !colour.startsWith('#');

/** A colour as the page writes it. */
export const pageColour = (colour: Colour | undefined) =>
  colour === undefined ? 'none' : isInk(colour) ? `var(--${colour})` : colour;

const fileColour = (colour: Colour | undefined, colours: FigureColours) =>
  colour === undefined ? 'none' : isInk(colour) ? colours[colour] : colour;

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** A figure as an SVG file. */
export function svgOf({ width, height, marks }: Figure, colours: FigureColours = printColours): string {
  const parts = marks.map((mark) => {
    if (mark.type === 'text') {
      const turn = mark.vertical ? ` transform="rotate(-90 ${mark.x} ${mark.y})"` : '';
      return `<text x="${mark.x}" y="${mark.y}" fill="${colours[mark.ink]}" text-anchor="${mark.anchor ?? 'start'}"${turn}>${escaped(mark.text)}</text>`;
    }
    if (mark.type === 'image') {
      const { x, y, width: across, height: upright, image } = mark;
      return `<image x="${px(x)}" y="${px(y)}" width="${px(across)}" height="${px(upright)}" preserveAspectRatio="none" style="image-rendering:pixelated" href="${image.toDataURL('image/png')}"/>`;
    }
    const { d, stroke, fill, width: lineWidth = 1, dash, opacity, crisp } = mark;
    return `<path d="${d}" fill="${fileColour(fill, colours)}" stroke="${fileColour(stroke, colours)}" stroke-width="${lineWidth}"${dash ? ` stroke-dasharray="${dash.join(' ')}"` : ''}${opacity === undefined ? '' : ` opacity="${opacity}"`}${crisp ? ' shape-rendering="crispEdges"' : ''}/>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${colours.font}" font-size="${letterSize}">`,
    `<rect width="${width}" height="${height}" fill="${colours.background}"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

const shapeOf = ({ d }: PathMark) => new Path2D(d);

/** Draws a figure, `scale` pixels for one of its own. */
export function paintFigure(
  context: CanvasRenderingContext2D,
  { width, height, marks }: Figure,
  scale: number,
  colours: FigureColours = printColours,
): void {
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, width, height);
  context.font = `${letterSize}px ${colours.font}`;
  for (const mark of marks) {
    context.save();
    if (mark.type === 'text') {
      context.translate(mark.x, mark.y);
      if (mark.vertical) context.rotate(-Math.PI / 2);
      context.fillStyle = colours[mark.ink];
      context.textAlign = mark.anchor === 'middle' ? 'center' : (mark.anchor ?? 'start');
      context.fillText(mark.text, 0, 0);
    } else if (mark.type === 'image') {
      context.imageSmoothingEnabled = false;
      context.drawImage(mark.image, mark.x, mark.y, mark.width, mark.height);
    } else {
      const path = shapeOf(mark);
      context.globalAlpha = mark.opacity ?? 1;
      if (mark.fill !== undefined) {
        context.fillStyle = fileColour(mark.fill, colours);
        context.fill(path);
      }
      if (mark.stroke !== undefined) {
        context.strokeStyle = fileColour(mark.stroke, colours);
        context.lineWidth = mark.width ?? 1;
        context.setLineDash([...(mark.dash ?? [])]);
        context.stroke(path);
      }
    }
    context.restore();
  }
}

/** A number in path data: hundredths of a pixel are enough. */
export const px = (value: number) => String(Math.round(value * 100) / 100);
