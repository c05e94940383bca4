import { readFile } from 'node:fs/promises';
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

test('compares two runs: the entries that differ, both curves, the better of their results', async () => {
  const { page, errors, close } = await openPage(browser, workbench.url);
  await trainShortly(page, { seed: 3, batch: 32 });
  await trainShortly(page, { seed: 1 });
  await trainShortly(page, { seed: 2, gamma: 0.5 });

  const picks = page.getByRole('treegrid').getByRole('checkbox', { name: 'Pick Linear system' });
  await expect.poll(() => picks.count()).toBe(3);
  await picks.nth(0).click();
  await picks.nth(1).click();
  const comparison = page.getByRole('article', { name: 'Comparison of runs' });
  const names = comparison.getByRole('list', { name: 'Runs that are compared' }).getByRole('listitem');
  await expect.poll(() => names.count()).toBe(2);

  // Equal names are told apart by what differs.
  const first = await names.nth(0).innerText();
  expect(first).toMatch(/Linear system · seed [12]/);

  const documents = comparison.getByRole('region', { name: 'Documents', exact: true });
  const entries = documents.getByRole('rowheader');
  expect(await entries.allInnerTexts()).toEqual([
    expect.stringMatching(/^Seed/),
    expect.stringMatching(/^Distribution weight/),
  ]);
  const weights = documents.getByRole('row', { name: /Distribution weight/ }).getByRole('cell');
  expect((await weights.allInnerTexts()).map((text) => text.trim()).toSorted()).toEqual([
    '0.5',
    'default 0.1',
  ]);
  await documents.getByRole('switch', { name: 'Show entries that are the same in all' }).click();
  await documents.getByRole('rowheader', { name: /^Steps/ }).waitFor();

  const results = comparison.getByRole('region', { name: 'Results', exact: true });
  const rotation = results.getByRole('row', { name: /^Rotation higher is better/ });
  expect((await rotation.innerText()).match(/\bbest\b/g)?.length).toBeGreaterThanOrEqual(1);
  // Every score comes with the interval of its bootstrap.
  await expect.poll(() => rotation.innerText()).toMatch(/0\.\d+ to 0\.\d+/);

  const curves = comparison.getByRole('region', { name: 'Curves', exact: true });
  const total = curves.getByRole('figure', { name: 'total' });
  await total.scrollIntoViewIfNeeded();
  await total.locator('canvas').first().waitFor();
  await total.getByRole('button', { name: /^Export/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save numbers as CSV' }).click();
  const table = await readFile(await (await download).path(), 'utf8');
  for (const seed of [1, 2]) expect(table).toContain(`Linear system · seed ${seed}: total`);

  // The order is the user's; runs come and go here as well as in the list.
  await comparison
    .getByRole('button', { name: /^Move .* down$/ })
    .first()
    .click();
  await expect.poll(() => names.nth(1).innerText()).toBe(first);
  const others = comparison.getByRole('combobox', { name: 'Add a run to the comparison' });
  await others.selectOption({ index: 1 });
  await expect.poll(() => names.count()).toBe(3);
  await documents.getByRole('rowheader', { name: /^Batch/ }).waitFor();
  await comparison
    .getByRole('button', { name: /^Take .* out of the comparison$/ })
    .last()
    .click();
  await expect.poll(() => names.count()).toBe(2);

  await comparison
    .getByRole('button', { name: /^Open Linear system/ })
    .first()
    .click();
  await page.getByRole('article', { name: 'Linear system' }).waitFor();
  expect(errors).toEqual([]);
  await close();
});
