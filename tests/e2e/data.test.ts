import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { writeNpy } from '../../main/data/npy.ts';
import { writeNpz } from '../../main/data/npz.ts';
import { openTestHost, untilState } from '../host/fixtures/workbench.ts';
import { packed } from '../host/packing/carried.ts';
import { launchChromium, openPage } from './browser.ts';
import { dropFile, dropFiles, startWorkbench, type ServedWorkbench } from './workbench.ts';

let browser: Browser;
let workbench: ServedWorkbench;
beforeAll(async () => {
  [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

/** A page, and nothing wrong in its console. */
async function visit(url: string): Promise<Page> {
  const { page, errors, close } = await openPage(browser, url);
  onTestFinished(close);
  onTestFinished(() => expect(errors).toEqual([]));
  // From now on the browser hands choosers over; asked for only when one opens, it may come too late.
  page.on('filechooser', () => {});
  return page;
}

async function open(): Promise<Page> {
  const page = await visit(workbench.url);
  await page.getByRole('navigation', { name: 'Labs' }).waitFor();
  return page;
}

const field = (offset: number, rows = 32) =>
  writeNpy({
    shape: [rows, 32],
    data: Float64Array.from({ length: rows * 32 }, (_, i) => Math.sin(i / 5) + (i === 70 ? offset : 0)),
  });
/** Five configurations of ±1. */
const spins = (side: number) => ({
  shape: [5, side, side],
  data: Int8Array.from({ length: 5 * side ** 2 }, (_, i) => ((i * i * 7 + i) % 11 < 5 ? 1 : -1)),
});
const table = new TextEncoder().encode(
  'rank,Da,Db,F,k,seed\n1,0.16,0.08,0.035,0.06,7\n2,0.16,0.08,0.03,0.055,8\n3,0.18,0.09,0.024,0.056,9\n',
);

const chosenFile = (name: string, offset: number) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(field(offset)),
});

/** Text of the cells of a row of the comparison. */
const factOf = (page: Page, title: string) =>
  page
    .getByRole('table', { name: 'Files side by side' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name: title, exact: true }) })
    .getByRole('cell')
    .allTextContents();
const place = (page: Page) => new URL(page.url()).hash;

describe('a dropped file', () => {
  it('is said to be what it is, may be taken for another, and opens the lab that fits', async () => {
    const page = await open();
    await dropFile(page, 'parameters.csv', table);
    const dialog = page.getByRole('dialog', { name: 'parameters.csv' });
    await dialog.getByRole('radio', { name: 'a table of parameters' }).waitFor();
    await expect
      .poll(() => dialog.getByRole('radio', { name: 'a table of parameters' }).isChecked())
      .toBe(true);
    await dialog.getByRole('figure', { name: 'Histogram of table' }).waitFor();
    await dialog.getByRole('radio', { name: 'an array of numbers' }).check();
    await dialog.getByRole('button', { name: 'Look at the numbers' }).click();
    await expect.poll(() => place(page)).toBe('#/data');

    // Under Data: its first rows, one of which is simulated.
    await page.getByRole('radio', { name: 'a table of parameters' }).check();
    const rows = page.getByRole('table', { name: /^First rows of parameters/ });
    await rows.getByRole('button', { name: 'Take row 3' }).click();
    await page.getByRole('button', { name: 'Simulate these parameters' }).click();
    await expect.poll(() => place(page)).toBe('#/turing/simulate');
    const feed = page.getByRole('textbox', { name: /^Feed rate/ });
    await expect.poll(() => feed.inputValue()).toBe('0.024');
    await expect.poll(() => page.getByRole('textbox', { name: /^Seed/ }).inputValue()).toBe('9');
  });

  it('of many arrays shows one that is chosen in its tree', async () => {
    const page = await open();
    const bytes = writeNpz({
      u: { shape: [40, 16], data: Float64Array.from({ length: 640 }, (_, i) => i) },
      flags: { shape: [4], data: Uint8Array.of(0, 1, 1, 1) },
    });
    await dropFile(page, 'arrays.npz', bytes);
    await page.getByRole('button', { name: 'Show under Data' }).click();
    await page.getByRole('figure', { name: 'Histogram of u' }).waitFor();
    await page.getByRole('button', { name: /^flags/ }).click();
    await page.getByRole('figure', { name: 'Histogram of flags' }).waitFor();
    await expect
      .poll(() => page.getByRole('region', { name: 'flags' }).getByRole('definition').allTextContents())
      .toEqual(['4', 'uint8', '4', '0', '0', '1', '0.75000', '0.43301']);
  });

  it('of particles becomes density and velocity on a lattice, whose last two fields are a vector', async () => {
    const page = await open();
    const flock = join(import.meta.dirname, '..', 'fixtures', 'formats', 'flock.npy');
    await dropFile(page, 'flock.npy', new Uint8Array(readFileSync(flock)));
    const dialog = page.getByRole('dialog', { name: 'flock.npy' });
    await dialog.getByText('20 steps of 64 particles, positions and headings').waitFor();
    await expect.poll(() => dialog.getByRole('radio', { name: 'particles in time' }).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Use as particles' }).click();
    await expect.poll(() => place(page)).toBe('#/self-similarity/system');
    await page.getByText(/density, Σv_x and Σv_y of every cell/).waitFor();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Role of axis 2' }).inputValue())
      .toBe('particle');
    await expect.poll(() => page.getByRole('switch', { name: 'Fields are a vector' }).isChecked()).toBe(true);
    await page.getByRole('textbox', { name: 'Side of the square' }).waitFor();
  });

  it('that is a packed run becomes a run of this workspace', async () => {
    const elsewhere = await openTestHost();
    const { id } = await elsewhere.call('runCreate', {
      spec: { kind: 'oscillator', steps: 40, batch: 8, seed: 11 },
      name: 'From elsewhere',
    });
    await untilState(elsewhere, id, 'done');
    const page = await open();
    await dropFile(page, 'run.zip', await packed(elsewhere, id));
    const dialog = page.getByRole('dialog', { name: 'run.zip' });
    await dialog.getByText(/^Packed run ‘From elsewhere’: oscillator, seed 11, done/).waitFor();
    await dialog.getByRole('button', { name: 'Open the run' }).click();
    await expect.poll(() => place(page)).toBe('#/runs');
    await dialog.waitFor({ state: 'detached' });
    const details = page.getByRole('article', { name: 'From elsewhere' });
    await details.getByText('done', { exact: true }).waitFor();
  });

  it('of several arrays is used with the one that was chosen', async () => {
    const page = await open();
    await dropFile(page, 'spins.npz', writeNpz({ small: spins(8), large: spins(16) }));
    await page.getByRole('button', { name: 'Show under Data' }).click();
    await page.getByRole('button', { name: /^small/ }).click();
    await page.getByRole('button', { name: 'Measure these spins' }).click();
    await expect.poll(() => page.getByText(/5 configurations of 8×8/).count()).toBeGreaterThan(0);
  });

  it('that is bad or too large is refused in words, with the place', async () => {
    const page = await open();
    await dropFile(page, 'cut.npy', field(0).subarray(0, 1000));
    const alert = page.getByRole('dialog', { name: 'cut.npy' }).getByRole('alert');
    await alert.getByText('This file can not be used').waitFor();
    await expect.poll(() => alert.textContent()).toMatch(/8192 bytes.*872 bytes.*byte 1000/);
    await page.keyboard.press('Escape');

    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(70e6)], 'large.npy'));
      return data;
    })()`);
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page
      .getByRole('dialog', { name: 'large.npy' })
      .getByText(/has 70 MB/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Data', exact: true }).click();
    await expect.poll(() => page.getByText('can not be used').count()).toBeGreaterThanOrEqual(2);
  });
});

describe('several files', () => {
  it('dropped at once are listed, and compared with the first', async () => {
    const page = await open();
    await dropFiles(page, {
      'one.npy': field(0),
      'two.npy': field(0.5),
      'small.npy': field(0, 16),
      'bad.npy': new Uint8Array(9),
    });
    const dialog = page.getByRole('dialog', { name: '4 files' });
    await dialog.getByRole('button', { name: /^bad\.npy can not be used/ }).waitFor();
    await dialog.getByRole('button', { name: 'Compare 3 side by side' }).click();
    await page.getByRole('heading', { name: '3 files side by side' }).waitFor();
    await expect.poll(() => factOf(page, 'max |Δ|')).toEqual(['–', '0.5000', '–']);
    await expect.poll(() => factOf(page, 'at')).toEqual(['–', '[2, 6]', '–']);
    await expect.poll(() => factOf(page, 'Values that differ')).toEqual(['–', '1', '–']);
    await page.getByText('No difference of small.npy: its shape is 16 × 32').waitFor();

    // All pictures have one range, until each has its own.
    const ranges = () =>
      page
        .getByRole('img', { name: /colour map/ })
        .evaluateAll((bars) =>
          bars.map((bar) => bar.getAttribute('aria-label')!.split(',')[0]!.split(' from ')[1]),
        );
    expect(new Set(await ranges()).size).toBe(1);
    await page.getByRole('switch', { name: 'One colour range' }).click();
    await expect.poll(async () => new Set(await ranges()).size).toBeGreaterThan(1);

    await page.getByRole('button', { name: 'Compare the others with two.npy' }).click();
    await expect.poll(() => factOf(page, 'max |Δ|')).toEqual(['–', '0.5000', '–']);
    await expect
      .poll(() => page.getByRole('columnheader', { name: /^two\.npy/ }).textContent())
      .toMatch(/the others/);

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export Files side by side' }).click();
    await page.getByRole('menuitem', { name: /Save as CSV/ }).click();
    expect((await saved).suggestedFilename()).toMatch(/\.csv$/);
    await page.getByRole('button', { name: 'End comparison' }).click();
    await page.getByRole('heading', { name: /files side by side/ }).waitFor({ state: 'detached' });
  });
});

describe('by keyboard', () => {
  it('files are opened, walked through, ticked, compared, taken off and put back', async () => {
    const page = await open();
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    const chosen = await chooser;
    expect(chosen.isMultiple()).toBe(true);
    await expect.poll(() => chosen.element().getAttribute('accept')).toContain('.hdf5');
    await chosen.setFiles([chosenFile('one.npy', 0), chosenFile('two.npy', 1)]);
    await page.getByRole('button', { name: 'Compare 2 side by side' }).waitFor();
    await page.getByRole('button', { name: 'Show under Data' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toBe('#/data');

    const list = page.getByRole('list', { name: 'Files looked at' });
    await list.getByRole('button', { name: /^one\.npy/ }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'two.npy' }).waitFor();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Space');
    await page.getByRole('heading', { name: '2 files side by side' }).waitFor();
    await expect.poll(() => list.getByRole('checkbox', { name: 'Compare one.npy' }).isChecked()).toBe(true);
    await page.keyboard.press('Delete');
    await expect.poll(() => list.getByRole('listitem').count()).toBe(1);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect.poll(() => list.getByRole('listitem').count()).toBe(2);
    await page.getByRole('heading', { name: '2 files side by side' }).waitFor();
  });

  it('Enter takes what a file is taken for, as soon as that is known', async () => {
    const page = await open();
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+o');
    await (await chooser).setFiles([{ name: 'p.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }]);
    await expect.poll(() => page.locator(':focus').textContent()).toMatch(/Simulate these parameters/);
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toBe('#/turing/simulate');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });
});

it('macroscope open FILE offers the file to the page that opens', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'macroscope-open-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'series.npy');
  writeFileSync(path, field(0));
  const words = ['open', path, '--browser', '--no-open', '--port', '0', '--workspace', join(folder, 'w')];
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'main', 'cli.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill('SIGINT');
    await once(child, 'exit');
  });
  const [text] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  const page = await visit(/http:\S+/.exec(text)![0]);
  const readings = page.getByRole('dialog', { name: 'series.npy' }).getByRole('radio');
  await expect.poll(() => readings.count()).toBeGreaterThan(1);
});
