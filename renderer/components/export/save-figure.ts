import type { ArrayRecord } from '../../../preload/contract/index.ts';
import { host } from '../../bridge/host.ts';
import { report } from '../../shell/notices.ts';
import { fileStem } from '../table-text.ts';
import { arraysOf, type NamedArray } from './array-names.ts';
import { cellCanvas, cellScale } from './cells.ts';
import { csvFiles } from './csv-files.ts';
import { loadFigureFont } from './figure-font.ts';
import {
  figureSize,
  layoutOf,
  pngDensity,
  pngPixels,
  type ExportPreferences,
  type FigureSize,
} from './figure-size.ts';
import type { Drawing, FigureSource } from './figure-source.ts';
import { handOver, packed, type MadeFile } from './hand-over.ts';
import { describeExport, sidecarFile } from './origin.ts';
import { pngWith } from './png-file.ts';
import type { Provenance } from './provenance.ts';
import { remarksOf, type Sidecar } from './sidecar.ts';
import { svgFile } from './svg-file.ts';

/** `cells`: a PNG of whole pixels for each cell; `zip`: everything there is, in one file. */
export type FigureFormat = 'svg' | 'png' | 'pdf' | 'cells' | 'csv' | 'npz' | 'zip';

const types = {
  svg: 'image/svg+xml',
  png: 'image/png',
  pdf: 'application/pdf',
  csv: 'text/csv',
  npz: 'application/octet-stream',
} as const;

/** What a figure's data files hold. */
function dataOf(source: FigureSource): { arrays: ArrayRecord; names: NamedArray[] } {
  if (!source.arrays) return arraysOf(source.tables?.() ?? []);
  const arrays = source.arrays();
  return { arrays, names: Object.keys(arrays).map((name) => ({ heading: name, name })) };
}

const encoded = (text: string) => new TextEncoder().encode(text);

async function bytesOfCanvas(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (blob === null) {
    throw new Error(
      `A picture of ${canvas.width} × ${canvas.height} pixels is more than this browser makes.`,
    );
  }
  return new Uint8Array(await blob.arrayBuffer());
}

/** A canvas with exactly so many pixels: one that was rounded otherwise lacks a line at its edges, which is background. */
function exactly(canvas: HTMLCanvasElement, { width, height }: { width: number; height: number }) {
  if (canvas.width === width && canvas.height === height) return canvas;
  const exact = document.createElement('canvas');
  exact.width = width;
  exact.height = height;
  const context = exact.getContext('2d')!;
  context.drawImage(canvas, 0, 0, width, height);
  context.drawImage(canvas, 0, 0);
  return exact;
}

/** Drawn once at the size asked for. */
export async function drawnAt(
  source: FigureSource,
  size: FigureSize,
  { letters, theme, part }: Pick<ExportPreferences, 'letters' | 'theme' | 'part'>,
): Promise<{ drawing: Drawing; enlarged: number }> {
  await loadFigureFont();
  const { width, height, enlarged } = layoutOf(size, letters);
  return { drawing: await source.draw({ width, height, look: theme, part }), enlarged };
}

interface Job {
  source: FigureSource;
  stem: string;
  preferences: ExportPreferences;
  size: FigureSize;
  /** Pixels a cell, of a PNG of cells. */
  cells: number;
  sidecar: Sidecar;
}

async function figureFile(format: 'svg' | 'png' | 'pdf', job: Job): Promise<MadeFile> {
  const { source, stem, preferences, size, sidecar } = job;
  const { drawing, enlarged } = await drawnAt(source, size, preferences);
  const facts = {
    title: [source.title, source.subtitle].filter(Boolean).join(', '),
    description: remarksOf(sidecar).join('\n'),
    metadata: JSON.stringify(sidecar),
  };
  const named = (bytes: Uint8Array) => ({
    name: `${stem}.${format}`,
    type: types[format],
    bytes,
    describesItself: true,
  });
  try {
    if (format === 'svg') return named(encoded(svgFile(drawing.svg(), size, facts)));
    if (format === 'pdf') {
      const { pdfFile } = await import('./pdf-file.ts');
      return named(await pdfFile(drawing.svg(), size, facts, await loadFigureFont()));
    }
    const density = pngDensity(size, preferences);
    const png = await bytesOfCanvas(
      exactly(drawing.canvas(density * enlarged), pngPixels(size, preferences)),
    );
    return named(pngWith(png, wordsOf(facts), size.unit === 'mm' ? preferences.dpi : undefined));
  } finally {
    drawing.dispose?.();
  }
}

const wordsOf = ({
  title,
  description,
  metadata,
}: {
  title: string;
  description: string;
  metadata: string;
}) => ({
  Title: title,
  Description: description,
  Software: 'Macroscope',
  Source: metadata,
});

async function cellsFile({ source, stem, cells, sidecar }: Job): Promise<MadeFile[]> {
  const colours = source.cells?.();
  if (!colours) return [];
  const png = await bytesOfCanvas(cellCanvas(colours, cells));
  const words = wordsOf({
    title: source.title,
    description: remarksOf(sidecar).join('\n'),
    metadata: JSON.stringify(sidecar),
  });
  return [{ name: cellsName(stem), type: types.png, bytes: pngWith(png, words), describesItself: true }];
}
const cellsName = (stem: string) => `${stem}-cells.png`;

function fileNames(source: FigureSource, stem: string, format: Exclude<FigureFormat, 'zip'>): string[] {
  if (format === 'csv') return csvFiles(source, stem).map(({ name }) => name);
  if (format === 'cells') return source.cells ? [cellsName(stem)] : [];
  if (format === 'npz' && Object.keys(dataOf(source).arrays).length === 0) return [];
  return [`${stem}.${format}`];
}

async function filesOf(format: Exclude<FigureFormat, 'zip'>, job: Job): Promise<MadeFile[]> {
  const { source, stem } = job;
  switch (format) {
    case 'csv':
      return csvFiles(source, stem).map(({ name, text }) => ({
        name,
        type: types.csv,
        bytes: encoded(text()),
      }));
    case 'npz': {
      const { arrays } = dataOf(source);
      if (Object.keys(arrays).length === 0) return [];
      return [{ name: `${stem}.npz`, type: types.npz, bytes: await host.arraysPack({ arrays }) }];
    }
    case 'cells':
      return cellsFile(job);
    default:
      return [await figureFile(format, job)];
  }
}

const partWords = { shown: 'as zoomed on the page', whole: 'whole' } as const;

const everything = ['svg', 'png', 'pdf', 'cells', 'csv', 'npz'] as const;

/** @param cells pixels a cell, of a PNG of cells */
async function exportedFiles(
  source: FigureSource,
  format: FigureFormat,
  from: Provenance | null,
  preferences: ExportPreferences,
  cells?: number,
): Promise<{ stem: string; files: MadeFile[]; sidecar: MadeFile | null }> {
  const stem = fileStem(source.name);
  const size = figureSize(preferences, source.size(), source.fixed);
  const formats = format === 'zip' ? everything : [format];
  const names = formats.flatMap((one) => fileNames(source, stem, one));
  const { arrays, names: headings } = dataOf(source);
  const pixels = pngPixels(size, preferences);
  const drawnAs = {
    width: `${size.width} ${size.unit}`,
    height: `${size.height} ${size.unit}`,
    letters: `${preferences.letters} pt`,
    theme: preferences.theme,
    ...(source.isPart?.() ? { part: partWords[preferences.part] } : {}),
    ...(formats.includes('png') ? { png: `${pixels.width} × ${pixels.height} pixels` } : {}),
  };
  const isDrawn = formats.some((one) => ['svg', 'png', 'pdf'].includes(one));
  const sidecar = await describeExport(
    {
      title: source.title,
      ...(source.subtitle ? { subtitle: source.subtitle } : {}),
      kind: source.kind,
      files: names,
      ...(isDrawn ? { drawn: drawnAs } : {}),
      data: headings.map(({ heading, name }) => ({ name: heading, array: name, shape: arrays[name]!.shape })),
    },
    from,
  );
  const job: Job = {
    source,
    stem,
    preferences,
    size,
    cells: cells ?? cellScale(source.cells?.() ?? null),
    sidecar,
  };
  const files: MadeFile[] = [];
  for (const one of formats) files.push(...(await filesOf(one, job)));
  const beside = sidecarFile(stem, sidecar);
  if (format === 'zip') return { stem, files: [packed(stem, [...files, beside])], sidecar: null };
  return { stem, files, sidecar: preferences.sidecar ? beside : null };
}

/** Hands the user a figure in a format, with its sidecar unless they don't want one. @returns whether it was made */
export async function saveFigure(
  source: FigureSource,
  format: FigureFormat,
  from: Provenance | null,
  preferences: ExportPreferences,
  cells?: number,
): Promise<boolean> {
  try {
    const { stem, files, sidecar } = await exportedFiles(source, format, from, preferences, cells);
    handOver(stem, files, sidecar);
    return true;
  } catch (error) {
    report(error, `${source.title} was not exported`);
    return false;
  }
}
