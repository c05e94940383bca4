import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { writeGreyPng } from '../../main/data/png.ts';
import { simulate } from '../../main/physics/gray-scott/index.ts';
import { launchChromium, openPage, type WatchedPage } from './browser.ts';
import { dropFile, startWorkbench, type ServedWorkbench } from './workbench.ts';

let browser: Browser;
let workbench: ServedWorkbench;

beforeAll(async () => {
  [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

/** A page on one tab of the Turing lab; the test fails if its console shows an error. */
async function openTab(tab: string): Promise<WatchedPage['page']> {
  const opened = await openPage(browser, workbench.url, { acceptDownloads: true });
  onTestFinished(() => opened.close());
  await opened.page.goto(`${new URL(opened.page.url()).origin}/#/turing/${tab}`);
  onTestFinished(() => expect(opened.errors).toEqual([]));
  return opened.page;
}

/** A labyrinth nobody trained on, as a camera might have it: b of a simulation, four pixels a cell, inverted. */
function photograph(): Uint8Array {
  const size = 64;
  const zoom = 4;
  const { b } = simulate({ Da: 0.17, Db: 0.085, F: 0.036, k: 0.0603 }, { size, seed: 12_345 });
  const high = Math.max(...b);
  const side = size * zoom;
  const pixels = Uint8Array.from({ length: side * side }, (_, pixel) => {
    const [x, y] = [pixel % side, Math.floor(pixel / side)];
    return 230 - 200 * (b[Math.floor(y / zoom) * size + Math.floor(x / zoom)]! / high);
  });
  return writeGreyPng(side, side, pixels);
}

/** How long something that takes a moment may take on a machine that is busy with other tests. */
const patiently = { timeout: 20_000 };

/** Waits for designs, and says why if there are none. */
async function designed(page: WatchedPage['page']): Promise<void> {
  const failure = page.getByRole('alert').filter({ hasText: 'There is no design' });
  await page
    .getByRole('heading', { name: /^\d+ designs?$/ })
    .or(failure)
    .waitFor({ timeout: 90_000 });
  expect(await failure.allTextContents()).toEqual([]);
}

describe('inverse design', () => {
  it('goes from a dropped picture to ranked designs, an export and the live simulator', async () => {
    const page = await openTab('design');
    await dropFile(page, 'labyrinth.png', photograph());
    await page.getByRole('button', { name: 'Design from this picture' }).click();
    await page.getByRole('button', { name: 'Sample, simulate' }).first().click();
    await designed(page);
    expect(await page.getByRole('heading', { name: '8 designs' }).count()).toBe(1);

    const cards = page.getByRole('group', { name: 'Designs' }).locator('[data-card]');
    expect(await cards.count()).toBe(9);
    const labels = await cards.evaluateAll((all) => all.map((card) => card.getAttribute('aria-label') ?? ''));
    const distances = labels.slice(0, 8).map((label) => Number(/distance ([\d.]+)/.exec(label)![1]));
    expect(distances).toEqual(distances.toSorted((a, b) => a - b));
    expect(labels[8]).toContain('nearest');
    expect(await page.getByText('inside training data').count()).toBe(1);

    await page.getByRole('button', { name: 'Keep #1', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export ▾' }).click();
    await page.getByRole('menuitem', { name: /Parameters, 1 kept/ }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);

    await page.getByRole('button', { name: 'Open in simulator' }).click();
    const step = page.getByTestId('step');
    await step.waitFor();
    await expect
      .poll(async () => Number((await step.textContent())?.replaceAll(/\D/g, '')), patiently)
      .toBeGreaterThan(0);
  });

  it('warns of an example that is no Turing pattern, in one click from empty', async () => {
    const page = await openTab('design');
    await page.getByRole('button', { name: /A brick wall/ }).click();
    await designed(page);
    expect(await page.getByRole('alert').first().textContent()).toContain('do not trust');
  });

  it('takes an edit back', async () => {
    const page = await openTab('design');
    const samples = page.getByRole('textbox', { name: 'Samples' });
    await samples.fill('12');
    await samples.press('Enter');
    await samples.blur();
    await page.keyboard.press('Control+z');
    await expect.poll(() => samples.inputValue(), patiently).toBe('8');
  });
});

describe('live simulator', () => {
  it('starts with the space bar, follows the parameters, and is painted on', async () => {
    const page = await openTab('simulate');
    const field = page.getByRole('img', { name: /Field b at step/ });
    await field.waitFor();
    const step = async () => Number((await page.getByTestId('step').textContent())?.replaceAll(/\D/g, ''));
    await page.keyboard.press('Space');
    await expect.poll(step, patiently).toBeGreaterThan(100);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Start', exact: true }).waitFor();

    const feed = page.getByRole('textbox', { name: 'Feed rate' });
    await feed.fill('0.05');
    await feed.press('Enter');
    const equation = page.locator('annotation');
    await expect
      .poll(async () => (await equation.allTextContents()).join(), patiently)
      .toContain('0.05\\,(1 - a)');

    await page.getByRole('button', { name: 'Start again from the seed' }).click();
    await expect.poll(step, patiently).toBe(0);
    const box = (await field.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2);
    await page.mouse.up();
    const value = page.locator('output').first();
    await expect
      .poll(async () => Number(/= ([\d.]+)/.exec((await value.textContent()) ?? '')?.[1]), patiently)
      .toBeGreaterThan(0.4);
  });

  it('refuses diffusion beyond the limit of the stencil, with the limit in words', async () => {
    const page = await openTab('simulate');
    await page.getByRole('img', { name: /Field b at step/ }).waitFor();
    const slider = page.getByRole('textbox', { name: 'Diffusion of a' });
    await slider.fill('0.9');
    await slider.press('Enter');
    expect(await page.getByRole('alert').first().textContent()).toContain('0.25');
  });
});

describe('data sets and trainings', () => {
  it('grows a small data set and shows its patterns', async () => {
    const page = await openTab('data');
    const count = page.getByRole('textbox', { name: 'Patterns to keep' });
    await count.fill('16');
    await count.press('Enter');
    await page
      .getByRole('contentinfo')
      .or(page.locator('footer'))
      .getByRole('button', { name: 'Grow patterns' })
      .first()
      .click();
    await page
      .getByRole('list', { name: 'Patterns of the data set' })
      .getByRole('button')
      .nth(15)
      .waitFor({ timeout: 60_000 });
    // The counts come with the curves, which are thinned to one a second.
    await page.getByText('kept', { exact: true }).waitFor(patiently);
    expect(await page.getByText('trivial', { exact: true }).count()).toBe(1);
  });

  it('shows the layers of a model as it is edited', async () => {
    const page = await openTab('train');
    await page.getByRole('combobox', { name: 'Kind of experiment' }).selectOption('oscillator');
    await page.getByText('the same flow for u and v').waitFor();
    const chain = page.getByRole('region', { name: /^Layers of the/ });
    await chain.getByText('6 ×').waitFor();
    const layers = page.getByRole('textbox', { name: 'Layers' });
    await layers.fill('3');
    await layers.press('Enter');
    await chain.getByText('3 ×').waitFor();
    expect(await chain.getByText('6 ×').count()).toBe(0);
  });
});
