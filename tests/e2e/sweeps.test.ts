import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
import { trainShortly } from './short-training.ts';
import { startWorkbench, type ServedWorkbench } from './workbench.ts';

let browser: Browser;
let workbench: ServedWorkbench;
beforeAll(async () => {
  [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

test('varies two entries of a run: four runs, a grid that fills, a cell that leads to its run', async () => {
  const { page, errors, close } = await openPage(browser, workbench.url);
  await trainShortly(page, { seed: 1 });

  await page.getByRole('button', { name: 'Vary…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Vary' });
  const search = dialog.getByRole('combobox');
  await search.fill('distribution');
  await page.keyboard.press('Enter');
  const weights = dialog.getByRole('textbox', { name: 'Values of Distribution weight' });
  await weights.fill('0.1 20');
  await dialog.getByText('20 is out of range: it must be 0.0001 to 10.').waitFor();
  expect(await dialog.getByRole('button', { name: /^Start/ }).isDisabled()).toBe(true);
  await weights.fill('0.1 0.5');

  await search.fill('coordinates');
  await page.keyboard.press('Enter');
  await dialog.getByText('2 × 2 = 4 runs').waitFor();
  await dialog.getByText(/^Estimate: about \d+ s, one at a time. “Linear system” took/).waitFor();
  // Edits are taken back and made again.
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await dialog.getByText('2 runs', { exact: true }).waitFor();
  await dialog.getByRole('button', { name: 'Redo' }).click();
  await dialog.getByRole('textbox', { name: 'Name of the sweep' }).fill('Weights');
  await dialog.getByRole('button', { name: 'Start 4 runs' }).click();

  const sweep = page.getByRole('article', { name: 'Sweep Weights' });
  await sweep.getByText('4 of 4 done').waitFor({ timeout: 60_000 });
  const grid = sweep.getByRole('grid');
  const cells = grid.getByRole('gridcell').getByRole('button');
  expect(await cells.count()).toBe(4);
  await expect
    .poll(async () => (await cells.allInnerTexts()).every((text) => /^0\.\d+$/.test(text)))
    .toBe(true);
  expect(await sweep.getByRole('button', { name: 'Pause all' }).count()).toBe(0);

  // The keyboard goes from cell to cell; Enter shows the run of the last one.
  await cells.first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const focused = await page.evaluate<string>('document.activeElement.getAttribute("aria-label")');
  expect(focused).toMatch(/^Trajectory coordinates raw, Distribution weight 0\.5: 0\.\d+/);

  await sweep.getByRole('combobox', { name: 'Best value' }).selectOption('highest');
  await expect.poll(() => grid.getByRole('button', { name: /: best$/ }).count()).toBeGreaterThan(0);
  await sweep.getByRole('button', { name: 'Table' }).click();
  const rows = sweep.getByRole('table').getByRole('row');
  expect(await rows.count()).toBe(5);
  const values = (await rows.allInnerTexts()).slice(1).map((text) => text.split(/\s+/).slice(0, 2).join(' '));
  expect(values).toEqual(['0.1 polar', '0.1 raw', '0.5 polar', '0.5 raw']);

  await sweep.getByRole('button', { name: 'Grid' }).click();
  await cells.last().click();
  const run = page.getByRole('article', { name: /^Weights · gamma = 0\.5, coordinates = raw/ });
  await run.waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('averages over seeds, and starts from the menu of a document', async () => {
  const { page, errors, close } = await openPage(browser, workbench.url);
  await page.getByRole('navigation', { name: 'Labs' }).waitFor();
  await page.goto(`${new URL(page.url()).origin}/#/turing/train`);
  await page.getByRole('combobox', { name: 'Kind of experiment' }).selectOption('linear');
  await page.getByRole('button', { name: 'File ▾' }).click();
  await page.getByRole('menuitem', { name: 'Vary this document…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Vary' });
  const search = dialog.getByRole('combobox');
  await search.fill('seed');
  await page.keyboard.press('Enter');
  await search.fill('steps');
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Values of Steps' }).fill('20 40');
  await dialog.getByText('3 × 2 = 6 runs').waitFor();
  await dialog.getByRole('textbox', { name: 'Name of the sweep' }).fill('Steps');
  await dialog.getByRole('button', { name: 'Start 6 runs' }).click();

  const sweep = page.getByRole('article', { name: 'Sweep Steps' });
  await sweep.getByText('6 of 6 done').waitFor({ timeout: 120_000 });
  await sweep.getByText('Values are means over 3 seeds').waitFor();
  await sweep.getByRole('button', { name: 'Grid' }).click();
  const cells = sweep.getByRole('grid').getByRole('gridcell').getByRole('button');
  expect(await cells.count()).toBe(2);
  // Means are written with their standard errors; a cell offers its runs.
  await expect.poll(() => cells.first().innerText()).toMatch(/^0\.\d+\(\d+\)$/);
  await cells.first().click();
  const members = page.getByRole('menuitem');
  expect(await members.allInnerTexts()).toEqual(
    [1, 2, 3].map((seed) => expect.stringContaining(`Seed ${seed}`)),
  );
  await members.nth(1).click();
  await page.getByRole('article', { name: /^Steps · seed = 2, steps = 20/ }).waitFor();
  expect(errors).toEqual([]);
  await close();
});
