import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
import { copyOf, preparedWorkspace, shortTraining } from './prepared-runs.ts';
import { startWorkbench } from './workbench.ts';

let browser: Browser;
/** Two runs that are done; every test has its own copy. */
let prepared: string;
const notes = 'A cold start.\nNo damping.';

beforeAll(async () => {
  [browser, prepared] = await Promise.all([
    launchChromium(),
    preparedWorkspace([
      { name: 'Rotations', spec: shortTraining({ seed: 11 }), tags: ['draft', 'paper'], notes },
      { name: 'Second', spec: shortTraining({ seed: 12 }), tags: ['paper'] },
    ]),
  ]);
});
afterAll(async () => {
  await browser?.close();
  if (prepared) rmSync(prepared, { recursive: true, force: true });
});

/** The list of runs of a workbench of its own; the test fails if the console of the page shows an error. */
async function openRuns() {
  const workbench = await startWorkbench(copyOf(prepared));
  onTestFinished(() => workbench.stop());
  const { page, errors, close } = await openPage(browser, workbench.url, { acceptDownloads: true });
  onTestFinished(async () => {
    expect(errors).toEqual([]);
    await close();
  });
  await page.getByRole('navigation', { name: 'Labs' }).waitFor();
  await page.goto(`${new URL(page.url()).origin}/#/runs`);
  const list = page.getByRole('treegrid');
  await list.waitFor();
  const details = page.getByRole('article');
  const row = (name: string | RegExp) => list.getByRole('row', { name });
  return { page, list, details, row };
}

/** Chooses an entry of the menu of the run that is looked at. */
async function more(page: Page, name: string | RegExp) {
  await page.getByRole('article').getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name }).click();
}

test('keeps name, tags and notes, finds a run by them, and takes them back', async () => {
  const { page, list, details, row } = await openRuns();
  await row('Second').click();
  await details.getByRole('button', { name: 'Rename' }).click();
  await details.getByRole('textbox', { name: 'Name of the run' }).fill('Third');
  await page.keyboard.press('Enter');
  await details.getByRole('heading', { name: 'Third' }).waitFor();
  await details.getByRole('combobox', { name: 'Add a tag' }).click();
  await page.keyboard.type('cold,fast');
  await page.keyboard.press('Enter');
  await details.getByRole('button', { name: 'Remove the tag fast' }).waitFor();
  await details.getByRole('textbox', { name: 'Notes' }).fill('Warm start.\nDamping.');
  await details.getByRole('tab', { name: 'Log' }).click();
  // The list says a line of the notes as soon as the host has them.
  await row('Third').getByText('Warm start.').waitFor();

  await page.reload();
  await row('Third').click();
  await expect
    .poll(() => details.getByRole('textbox', { name: 'Notes' }).inputValue())
    .toBe('Warm start.\nDamping.');
  await details.getByRole('button', { name: 'Remove the tag cold' }).waitFor();

  const search = page.getByRole('searchbox', { name: 'Search runs' });
  await search.fill('tag:paper warm');
  await page.getByText('1 of 2 runs').waitFor();
  await row('Third').waitFor();
  await search.fill('tag:damping');
  await page.getByText('No run matches').waitFor();
  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await page.getByText('2 of 2 runs').waitFor();

  // Tags in use elsewhere are offered, and an edit is taken back by its keys.
  await row('Rotations').click();
  await details.getByRole('combobox', { name: 'Add a tag' }).click();
  const offered = page.getByRole('listbox', { name: 'Tags in use' }).getByRole('option');
  await expect.poll(async () => (await offered.allInnerTexts()).toSorted()).toEqual(['cold', 'fast']);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const removal = details.getByRole('button', { name: /^Remove the tag/ });
  await expect.poll(() => removal.count()).toBe(3);
  await list.focus();
  await page.keyboard.press('Control+z');
  await expect.poll(() => removal.count()).toBe(2);
  await page.keyboard.press('Control+Shift+z');
  await expect.poll(() => removal.count()).toBe(3);
});

test('moves runs to the bin by keys, takes them back, and empties the bin only when asked twice', async () => {
  const { page, list, details, row } = await openRuns();
  await row('Second').click();
  await list.focus();
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
  await more(page, /^Delete/);
  await row('Second').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Bin and disk' }).click();
  const bin = page.getByRole('region', { name: 'Bin and disk' });
  await bin.getByText('Free on this disk').waitFor();
  await bin.getByRole('button', { name: 'Bring Second back' }).click();
  await bin.getByText('The bin is empty. ').waitFor();
  await bin.getByRole('button', { name: 'Back to the list' }).click();
  await row('Second').click();
  await details.getByRole('button', { name: 'Remove the tag paper' }).waitFor();

  await more(page, /^Delete/);
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
  expect(await bin.getByRole('button', { name: /for good/ }).count()).toBe(0);
});

test('packs a run, and has it back with everything after it was deleted for good', async () => {
  const { page, details, row } = await openRuns();
  await row('Rotations').click();
  const [packed] = await Promise.all([page.waitForEvent('download'), more(page, /^Pack, with checkpoints/)]);
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
  await page.getByText('2 of 2 runs').waitFor();

  await row('Rotations').click();
  await more(page, /^Delete/);
  await row('Rotations').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Bin and disk' }).click();
  await page.getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByText('The bin is empty. ').waitFor();
  await page.getByRole('button', { name: 'Back to the list' }).click();

  await take();
  await row('Rotations').click();
  await details.getByRole('button', { name: 'Remove the tag draft' }).waitFor();
  await expect.poll(() => details.getByRole('textbox', { name: 'Notes' }).inputValue()).toBe(notes);
  await details.locator('canvas').first().waitFor();
  await details.getByRole('tab', { name: 'Files' }).click();
  await details.getByRole('button', { name: 'model.json', exact: true }).click();
  await details.getByText('"summary"').waitFor();
  await expect.poll(() => row('Rotations').count()).toBe(1);
});

test('computes a run again and says that the bits agree', async () => {
  const { page, details, row } = await openRuns();
  await row('Rotations').click();
  await more(page, /^Reproduce/);
  await page.getByRole('dialog').getByText('bit by bit').waitFor();
  await page.getByRole('button', { name: 'Compute it again' }).click();
  const verdict = details.getByRole('region', { name: 'Reproduction' });
  await verdict.getByText('The bits agree.').waitFor({ timeout: 90_000 });
  await verdict.getByRole('row', { name: /^weights\.npz same bits 0$/ }).waitFor();
  // From the other side, the repetition names what it repeats.
  await verdict.getByRole('button', { name: 'Rotations' }).click();
  await details.getByRole('tab', { name: 'Reproduction' }).click();
  await details.getByText('Repeats').waitFor();
  expect(await details.getByRole('region', { name: 'Reproduction' }).count()).toBe(1);
});

test('opens a copy of a run’s document in its editor, and runs it again as it is', async () => {
  const { page, details, row } = await openRuns();
  await row('Rotations').click();
  await details.getByRole('button', { name: 'Run again' }).click();
  await details.getByRole('heading', { name: 'Rotations (again)' }).waitFor();
  await details.getByText('done', { exact: true }).waitFor({ timeout: 90_000 });
  await details.getByRole('button', { name: 'Duplicate and edit' }).click();
  await page.getByText('The document is in the editor').first().waitFor();
  expect(new URL(page.url()).hash).toBe('#/turing/train');
  await expect.poll(() => page.getByRole('textbox', { name: 'Seed' }).inputValue()).toBe('11');
});
