import type { ColourMapName } from '../../../preload/contract/colour-maps.ts';
import type { FieldPreview } from '../../../preload/contract/index.ts';
import { paintField } from '../field-image.ts';
import { arrayName } from './array-names.ts';
import type { CellColours, FigureSource } from './figure-source.ts';
import type { PictureAxes, PictureKey, PictureOverlay } from './picture-figure.ts';

interface ShownCells {
  title: string;
  cells: () => CellColours | null;
  axes: PictureAxes | null;
  key: PictureKey | null;
  overlay?: PictureOverlay | undefined;
  tables?: FigureSource['tables'];
  arrays?: FigureSource['arrays'];
  size: () => { width: number; height: number };
}

/** Pixels of cells inside a figure, at least along the longer side: viewers that smooth pictures leave them sharp. */
const sharpSide = 1024;

/** A picture of cells, for the menu that exports it. */
export function cellsSource({
  title,
  cells,
  axes,
  key,
  overlay,
  tables,
  arrays,
  size,
}: ShownCells): FigureSource {
  return {
    kind: 'picture',
    title,
    name: title,
    size,
    cells,
    ...(tables ? { tables } : {}),
    ...(arrays ? { arrays } : {}),
    async draw(layout) {
      const [{ cellCanvas }, { pictureFigure }, { markDrawing }] = await Promise.all([
        import('./cells.ts'),
        import('./picture-figure.ts'),
        import('./mark-drawing.ts'),
      ]);
      const colours = cells() ?? { width: 1, height: 1, pixels: new Uint32Array(1) };
      const scale = Math.max(1, Math.ceil(sharpSide / Math.max(colours.width, colours.height)));
      const image = cellCanvas(colours, scale);
      return markDrawing(pictureFigure(layout, colours, image, axes, key, overlay), layout);
    },
  };
}

/** A field as it is shown: its colours and range; its numbers are whole. */
export function fieldSource({
  field,
  title,
  map,
  range,
  axes,
  overlay,
  size,
}: {
  field: FieldPreview | null;
  title: string;
  map: ColourMapName;
  range: readonly [number, number];
  axes: PictureAxes;
  overlay?: PictureOverlay;
  size: () => { width: number; height: number };
}): FigureSource {
  return cellsSource({
    title,
    cells() {
      if (field === null) return null;
      const pixels = new Uint32Array(field.width * field.height);
      paintField(field.data, pixels, range, map);
      return { width: field.width, height: field.height, pixels };
    },
    axes,
    overlay,
    key:
      field === null
        ? null
        : { type: 'bar', map, range, label: field.label, ...(field.unit ? { unit: field.unit } : {}) },
    arrays: () =>
      field === null
        ? {}
        : { [arrayName(field.label)]: { shape: [field.height, field.width], data: field.data } },
    size,
  });
}
