import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchChromium, openPage, type WatchedPage } from './browser.ts';
import { dropFile, startWorkbench, type ServedWorkbench } from './workbench.ts';

let browser: Browser;
let workbench: ServedWorkbench;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});
beforeEach(async () => {
  watched = await openPage(browser, workbench.url, { acceptDownloads: true });
  page = watched.page;
  await page.getByRole('navigation', { name: 'Labs' }).waitFor();
});
afterEach(async () => {
  await watched.close();
});

const list = () => page.getByRole('treegrid');
const details = () => page.getByRole('article');
const row = (name: string | RegExp) => list().getByRole('row', { name });
const goTo = (place: string) =>
  page.goto(`${new URL(page.url()).origin}/#/${place}`).then(() => page.waitForLoadState());

/** A short training from a dropped document, done, with a name of its own; its details are shown. */
async function train(name: string, seed: number): Promise<void> {
  const flow = { layers: 2, width: 8 };
  const document = { kind: 'linear-system', seed, steps: 40, batch: 16, flowU: flow, flowV: flow };
  await dropFile(page, `${name}.json`, new TextEncoder().encode(JSON.stringify(document)));
  await page.getByRole('button', { name: 'Open the document' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await details().getByText('done', { exact: true }).waitFor({ timeout: 90_000 });
  await details().getByRole('button', { name: 'Rename' }).click();
  await details().getByRole('textbox', { name: 'Name of the run' }).fill(name);
  await page.keyboard.press('Enter');
  await details().getByRole('heading', { name }).waitFor();
}

test('keeps name, tags and notes, finds a run by them, and takes them back', async () => {
  await train('Rotations', 11);
  await train('Second', 12);
  await row('Rotations').click();

  await details().getByRole('combobox', { name: 'Add a tag' }).click();
  await page.keyboard.type('draft,paper');
  await page.keyboard.press('Enter');
  await details().getByRole('button', { name: 'Remove the tag paper' }).waitFor();
  await details().getByRole('textbox', { name: 'Notes' }).fill('A cold start.\nNo damping.');
  await details().getByRole('tab', { name: 'Log' }).click();

  await page.reload();
  await row('Rotations').click();
  await expect
    .poll(() => details().getByRole('textbox', { name: 'Notes' }).inputValue())
    .toBe('A cold start.\nNo damping.');
  await details().getByRole('button', { name: 'Remove the tag draft' }).waitFor();

  const search = page.getByRole('searchbox', { name: 'Search runs' });
  await search.fill('tag:paper damping');
  await page.getByText('1 of 2 runs').waitFor();
  await row('Rotations').waitFor();
  await search.fill('tag:damping');
  await page.getByText('No run matches').waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.getByText('2 of 2 runs').waitFor();

  // Tags in use elsewhere are offered, and an edit is taken back by its keys.
  await row('Second').click();
  await details().getByRole('combobox', { name: 'Add a tag' }).click();
  const offered = page.getByRole('listbox', { name: 'Tags in use' }).getByRole('option');
  await expect.poll(() => offered.allInnerTexts()).toEqual(['draft', 'paper']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const removal = details().getByRole('button', { name: /^Remove the tag/ });
  await removal.waitFor();
  await list().focus();
  await page.keyboard.press('Control+z');
  await removal.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+Shift+z');
  await removal.waitFor();
  expect(watched.errors).toEqual([]);
});

test('moves runs to the bin by keys, takes them back, and empties the bin only when asked twice', async () => {
  await goTo('runs');
  await row('Second').click();
  await list().focus();
  // Space picks the line, Ctrl A all of them, Escape lets go.
  await page.keyboard.press(' ');
  await page.getByText('1 picked').waitFor();
  await page.keyboard.press('Control+a');
  await page.getByText('2 picked').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('2 of 2 runs').waitFor();

  await page.keyboard.press('Delete');
  await page.getByText('1 of 1 runs').waitFor();
  await page.getByText('“Second” moved to the bin').first().waitFor();
  await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
  await row('Second').waitFor();

  await row('Second').click();
  await details().getByRole('button', { name: 'Delete' }).click();
  await row('Second').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Bin and disk' }).click();
  const bin = page.getByRole('region', { name: 'Bin and disk' });
  await bin.getByText('Free on this disk').waitFor();
  await bin.getByRole('button', { name: 'Bring Second back' }).click();
  await bin.getByText('The bin is empty. ').waitFor();
  await bin.getByRole('button', { name: 'Back to the list' }).click();
  await row('Second').click();
  await details().getByRole('button', { name: 'Remove the tag paper' }).waitFor();

  await details().getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Bin and disk' }).click();
  await bin.getByRole('button', { name: 'Empty the bin' }).click();
  await page
    .getByRole('dialog')
    .getByText(/deleted for good, which frees \d/)
    .waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await bin.getByRole('button', { name: 'Delete Second for good' }).waitFor();
  await bin.getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Empty the bin' }).click();
  await bin.getByText('The bin is empty. ').waitFor();
  expect(watched.errors).toEqual([]);
});

test('packs a run, and has it back with everything after it was deleted for good', async () => {
  await goTo('runs');
  await row('Rotations').click();
  await details().getByRole('button', { name: 'Pack' }).click();
  const [packed] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: /^Whole/ }).click(),
  ]);
  expect(packed.suggestedFilename()).toMatch(/\.zip$/);
  const path = await packed.path();

  const take = async () => {
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('button', { name: 'Open a packed run…' }).click(),
    ]);
    await chooser.setFiles(path);
  };
  // While it is still here nothing is doubled, and the page says so.
  await take();
  await page
    .getByText(/already/)
    .first()
    .waitFor();
  await page.getByText('1 of 1 runs').waitFor();

  await row('Rotations').click();
  await details().getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No runs yet').waitFor();
  await page.getByRole('button', { name: 'Look into the bin' }).click();
  await page.getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByText('The bin is empty. ').waitFor();
  await page.getByRole('button', { name: 'Back to the list' }).click();

  await take();
  await row('Rotations').click();
  await details().getByRole('button', { name: 'Remove the tag draft' }).waitFor();
  await expect
    .poll(() => details().getByRole('textbox', { name: 'Notes' }).inputValue())
    .toBe('A cold start.\nNo damping.');
  await details().locator('canvas').first().waitFor();
  await details().getByRole('tab', { name: 'Files' }).click();
  await details().getByRole('button', { name: 'model.json', exact: true }).click();
  await details().getByText('"summary"').waitFor();
  expect(watched.errors).toEqual([]);
});

test('computes a run again and says that the bits agree', async () => {
  await goTo('runs');
  await row('Rotations').click();
  await details().getByRole('button', { name: 'Reproduce…' }).click();
  await page.getByRole('dialog').getByText('bit by bit').waitFor();
  await page.getByRole('button', { name: 'Compute it again' }).click();
  const verdict = details().getByRole('region', { name: 'Reproduction' });
  await verdict.getByText('The bits agree.').waitFor({ timeout: 90_000 });
  await verdict.getByRole('row', { name: /^weights\.npz same bits 0$/ }).waitFor();
  // From the other side, the repetition names what it repeats.
  await verdict.getByRole('button', { name: 'Rotations' }).click();
  await details().getByRole('tab', { name: 'Reproduction' }).click();
  await details().getByText('Repeats').waitFor();
  expect(watched.errors).toEqual([]);
});

test('opens a copy of a run’s document in its editor, and runs it again as it is', async () => {
  await goTo('runs');
  await row(/^Pick Rotations Rotations/)
    .first()
    .click();
  await details().getByRole('button', { name: 'Run again' }).click();
  await details().getByRole('heading', { name: 'Rotations (again)' }).waitFor();
  await details().getByText('done', { exact: true }).waitFor({ timeout: 90_000 });
  await details().getByRole('button', { name: 'Duplicate and edit' }).click();
  await page.getByText('The document is in the editor').first().waitFor();
  expect(new URL(page.url()).hash).toBe('#/turing/train');
  await expect.poll(() => page.getByRole('textbox', { name: 'Seed' }).inputValue()).toBe('11');
  expect(watched.errors).toEqual([]);
});
