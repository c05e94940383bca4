import { pageFigureColours, paintFigure, printColours, svgOf, type Figure } from '../figure.ts';
import { figureFont } from './figure-font.ts';
import type { Drawing, FigureLayout } from './figure-source.ts';

/** A drawing of marks for files; one laid out at another size is enlarged to that of the layout. */
export function markDrawing(figure: Figure, { width, look }: FigureLayout): Drawing {
  const colours = { ...(look === 'print' ? printColours : pageFigureColours()), font: figureFont };
  const enlarged = width / figure.width;
  return {
    svg: () => svgOf(figure, colours),
    canvas(density) {
      const canvas = document.createElement('canvas');
      canvas.width = Math.round(figure.width * enlarged * density);
      canvas.height = Math.round(figure.height * enlarged * density);
      paintFigure(canvas.getContext('2d')!, figure, enlarged * density, colours);
      return canvas;
    },
  };
}
