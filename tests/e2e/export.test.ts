import { readFile } from 'node:fs/promises';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import type { Download, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { readNpz } from '../../main/data/npz.ts';
import type { Sidecar } from '../../renderer/components/export/sidecar.ts';
import { readPdf } from './pdf-text.ts';
import { tabsOf } from './tabs.ts';

/** Of the page, where the functions below run; the tests' own program has no DOM. */
interface PageElement {
  nodeName: string;
  textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}
declare const DOMParser: new () => {
  parseFromString(text: string, type: string): { documentElement: PageElement };
};

const openTab = tabsOf({ name: 'upscaling', title: 'Upscaling' });
/** How long a small run may take on a machine that is busy with other tests. */
const patiently = { timeout: 40_000 };
const title = 'Structure factor';

/** A small simulation, whose results have charts with two series, error bars and units. */
async function simulate(page: Page, configurations: number): Promise<void> {
  await page.getByRole('combobox', { name: 'Lattice' }).selectOption('32');
  const field = page.getByRole('textbox', { name: 'Configurations', exact: true });
  await field.fill(String(configurations));
  await field.press('Enter');
  await page.getByRole('button', { name: 'Simulate', exact: true }).click();
  // Until then the results of the run before it may be there.
  await page.getByText(`${configurations} configurations,`).waitFor(patiently);
  const chart = page.getByRole('figure', { name: title });
  // Charts are drawn once they are in sight.
  await chart.scrollIntoViewIfNeeded();
  await chart.locator('canvas').waitFor(patiently);
}

type Files = Record<string, Uint8Array>;

/** Files that come of a click, by their endings. */
async function saved(page: Page, count: number, click: () => Promise<void>): Promise<Files> {
  const downloads: Download[] = [];
  const keep = (download: Download) => void downloads.push(download);
  page.on('download', keep);
  await click();
  await expect.poll(() => downloads.length, patiently).toBe(count);
  page.off('download', keep);
  const files: Files = {};
  for (const download of downloads) {
    files[download.suggestedFilename().split('.').at(-1)!] = await readFile(await download.path());
  }
  return files;
}

async function choose(page: Page, menu: string | RegExp, entry: string): Promise<void> {
  await page.getByRole('button', { name: menu }).click();
  await page.getByRole('menuitem', { name: entry }).click();
}

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const sidecarOf = (bytes: Uint8Array | undefined) => JSON.parse(textOf(bytes)) as Sidecar;

/** Names and columns of a CSV file without quotes inside its cells. */
function readColumns(csv: string): Map<string, number[]> {
  const [head, ...lines] = csv.trimEnd().split('\r\n');
  const rows = lines.map((line) => line.split(','));
  return new Map(
    head!.split(',').map((name, column) => {
      const cells = rows.map((row) => row[column]!).filter((cell) => cell !== '');
      return [name, cells.map(Number)];
    }),
  );
}

it('saves a chart of a run in every format, its numbers, and a sidecar that makes it again', async () => {
  const page = await openTab('monte-carlo');
  await simulate(page, 400);

  // One column wide, as the dialog sets it for every figure from then on.
  await choose(page, `Export ${title}`, 'Export…');
  const dialog = page.getByRole('dialog', { name: `Export ${title}` });
  await dialog.getByRole('combobox', { name: 'Size' }).selectOption('one-column');
  await dialog.getByRole('img', { name: `Preview of ${title}` }).waitFor();
  await dialog.getByText('Everything (.zip)', { exact: true }).click();
  const { zip } = await saved(page, 1, () =>
    dialog.getByRole('button', { name: 'Export', exact: true }).click(),
  );
  const packed = Object.entries(unzipSync(zip!)).map(
    ([path, bytes]) => [path.split('.').at(-1)!, bytes] as const,
  );
  const files = Object.fromEntries(packed);
  expect(Object.keys(files).toSorted()).toEqual(['csv', 'json', 'npz', 'pdf', 'png', 'svg']);

  const sidecar = sidecarOf(files['json']);
  const [origin] = sidecar.from;
  expect(sidecar.title).toBe(title);
  expect(sidecar.drawn).toMatchObject({ width: '86 mm', theme: 'print' });
  expect(origin!.run).toMatch(/^\d{4}-\d\d-\d\d-ising-monte-carlo-/);
  expect(origin!.seed).toBe(1);
  expect(origin!.versions).toMatchObject({ node: process.versions.node, schema: 1 });
  expect(origin!.command).toContain('"kind":"ising-monte-carlo"');
  expect(origin!.command).toContain('macroscope -- run');
  const height = Number(sidecar.drawn!['height']!.toString().split(' ')[0]);

  const svg = textOf(files['svg']);
  const drawing = await page.evaluate((source) => {
    const root = new DOMParser().parseFromString(source, 'image/svg+xml').documentElement;
    return {
      name: root.nodeName,
      size: [root.getAttribute('width'), root.getAttribute('height')],
      words: [...root.querySelectorAll('text')].map((text) => text.textContent),
      facts: ['title', 'desc', 'metadata'].map((tag) => root.querySelector(tag)?.textContent ?? ''),
    };
  }, svg);
  expect(drawing.name).toBe('svg');
  expect(drawing.size).toEqual(['86mm', `${height}mm`]);
  const words = ['L = 8', 'L = 32', 'k / rad per spacing', 'S(k)'];
  expect(drawing.words).toEqual(expect.arrayContaining(words));
  expect(drawing.facts[1]).toContain(origin!.run);
  expect(JSON.parse(drawing.facts[2]!)).toEqual(sidecar);

  const png = decode(files['png']!);
  // 300 dots per inch.
  expect([png.width, png.height]).toEqual([1016, Math.round((height / 25.4) * 300)]);

  const pdf = readPdf(files['pdf']!);
  expect(pdf.page[0]).toBeCloseTo((86 / 25.4) * 72, 1);
  expect(pdf.page[1]).toBeCloseTo((height / 25.4) * 72, 1);
  for (const word of words) expect(pdf.text.split('\n')).toContain(word);
  expect(pdf.fonts).toBeGreaterThan(1000);

  const columns = readColumns(textOf(files['csv']));
  const arrays = readNpz(files['npz']!);
  expect([...columns.keys()]).toEqual(sidecar.data!.map(({ name }) => name));
  for (const { name, array, shape } of sidecar.data!) {
    expect(columns.get(name)!.length).toBeGreaterThan(1);
    expect([...(arrays[array!]!.data as Float64Array)]).toEqual(columns.get(name));
    expect(arrays[array!]!.shape).toEqual(shape);
  }
}, 120_000);

it('saves single files with the settings chosen last, and pictures as cells', async () => {
  const page = await openTab('monte-carlo');
  await simulate(page, 401);
  const svg = await saved(page, 2, () => choose(page, `Export ${title}`, 'Save as SVG'));
  expect(Object.keys(svg).toSorted()).toEqual(['json', 'svg']);
  expect(sidecarOf(svg['json']).files).toHaveLength(1);

  const picture = /^Export .*configuration 1$/;
  const cells = decode((await saved(page, 2, () => choose(page, picture, 'Save as PNG')))['png']!);
  // 32 spins, 16 pixels each.
  expect([cells.width, cells.height]).toEqual([512, 512]);
  const { npz } = await saved(page, 2, () => choose(page, picture, 'Save numbers as npz'));
  const spins = readNpz(npz!)['spins']!;
  expect(spins.shape).toEqual([32, 32]);
  for (const [x, y] of [
    [0, 0],
    [15, 3],
    [7, 12],
  ] as const) {
    const pixel = cells.data[(y * 16 * cells.width + x * 16) * cells.channels]!;
    // Up is dark.
    expect(Math.sign(128 - pixel)).toBe(Number(spins.data[y * 32 + x]));
  }
}, 120_000);

it('saves a table as CSV and as LaTeX', async () => {
  const page = await openTab('monte-carlo');
  await simulate(page, 402);
  const { csv, json } = await saved(page, 2, () => choose(page, /^Export Observables/, 'Save as CSV'));
  const [head, ...lines] = textOf(csv).trimEnd().split('\r\n');
  expect(head).toContain('quantity,L = 8,"L = 8, standard error"');
  const energy = lines
    .find((line) => line.startsWith('e,'))!
    .split(',')
    .map(Number);
  // e of the critical 32² lattice is 1.43366.
  expect(Math.abs(energy.at(-3)! - 1.43366)).toBeLessThan(0.1);
  expect(energy.at(-2)).toBeGreaterThan(0);
  expect(sidecarOf(json).from[0]!.seed).toBe(1);

  const { tex } = await saved(page, 2, () => choose(page, /^Export Observables/, 'Save as LaTeX'));
  const latex = textOf(tex);
  expect(latex).toContain('\\toprule');
  expect(latex).toMatch(/\$e\$ & .*\$1\.4\d*\(\d+\)\$/);
  expect(latex).toContain(`% run ${sidecarOf(json).from[0]!.run}`);
}, 120_000);
