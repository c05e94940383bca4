import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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
  watched = await openPage(browser, workbench.url, { colorScheme: 'dark' });
  page = watched.page;
  await page.getByRole('navigation', { name: 'Labs' }).waitFor();
});
afterEach(async () => {
  await watched.close();
});

const theme = () => page.locator('html').getAttribute('data-theme');
const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');

test('follows the system’s theme until the palette is told otherwise, by keyboard alone', async () => {
  expect(await theme()).toBe('dark');
  const dark = await background();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /^Search/ }).waitFor();
  await page.keyboard.type('theme light');
  await page.getByRole('option', { name: 'Theme: light' }).waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(theme).toBe('light');
  expect(await background()).not.toBe(dark);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('theme dark');
  await page.keyboard.press('Enter');
  await expect.poll(theme).toBe('dark');
  expect(await background()).toBe(dark);
  expect(watched.errors).toEqual([]);
});

test('goes to every lab from the rail, and back', async () => {
  await page.getByRole('button', { name: 'Self-similarity', exact: true }).click();
  await page.getByRole('main', { name: 'Self-similarity' }).waitFor();
  await page.getByRole('button', { name: 'Upscaling', exact: true }).click();
  await page.getByText('No simulation yet').waitFor();
  await page.goBack();
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await page.getByText('No file looked at yet').waitFor();
  await page.goBack();
  await page.getByRole('main', { name: 'Self-similarity' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#/self-similarity/system');
  expect(watched.errors).toEqual([]);
});

test('keeps a setting that is changed with the arrow keys', async () => {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'Checkpoint every' });
  expect(await field.inputValue()).toBe('60');
  await field.focus();
  await page.keyboard.press('Shift+ArrowUp');
  expect(await field.inputValue()).toBe('160');
  await field.fill('many');
  await page.keyboard.press('Enter');
  await page.getByText('“many” is not a number.').waitFor();
  await field.fill('1');
  await page.keyboard.press('Enter');
  await page.reload();
  await expect.poll(() => page.getByRole('textbox', { name: 'Checkpoint every' }).inputValue()).toBe('1');
  // Each backend with what its self-test found.
  await page.getByText('chosen', { exact: true }).first().waitFor({ timeout: 60_000 });
  expect(watched.errors).toEqual([]);
});

test('says what a dropped file is before it does anything, and what is wrong with one it cannot read', async () => {
  await dropFile(page, 'notes.png', new TextEncoder().encode('not a picture'));
  const dialog = page.getByRole('dialog', { name: 'notes.png' });
  await dialog.getByText('This file can not be used').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await page.getByRole('button', { name: /^notes\.png/ }).waitFor();
  expect(watched.errors).toEqual([]);
});

test('runs, pauses, resumes, survives the death of its worker, and is stopped', async () => {
  const document = { kind: 'oscillator', steps: 100_000, batch: 64 };
  await dropFile(page, 'oscillator.json', new TextEncoder().encode(JSON.stringify(document)));
  await page.getByRole('button', { name: 'Open the document' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const details = page.getByRole('article');
  const pill = (state: string) => details.getByText(state, { exact: true });
  const step = async () =>
    Number(
      /step (\d+) of/.exec(
        (await details.getByRole('progressbar').first().getAttribute('aria-label')) ?? '',
      )?.[1] ?? 0,
    );

  await pill('running').waitFor({ timeout: 30_000 });
  await details.locator('canvas').first().waitFor({ timeout: 30_000 });

  await details.getByRole('button', { name: /^Pause/ }).click();
  await pill('paused').waitFor({ timeout: 30_000 });
  const paused = await step();
  await details.getByRole('button', { name: /^Resume/ }).click();
  await pill('running').waitFor({ timeout: 30_000 });
  await expect.poll(step, { timeout: 30_000 }).toBeGreaterThan(paused);

  const id = (await page.getByRole('row', { name: /running/ }).getAttribute('id'))!.replace('row-', '');
  const lease = JSON.parse(readFileSync(join(workbench.workspace, 'runs', id, 'lease.json'), 'utf8')) as {
    worker: { pid: number };
  };
  process.kill(lease.worker.pid, 'SIGKILL');
  await pill('interrupted').waitFor({ timeout: 30_000 });
  await details.getByText('the worker was killed (SIGKILL)').waitFor();
  await details.getByRole('button', { name: /^Resume/ }).click();
  await pill('running').waitFor({ timeout: 30_000 });
  await expect.poll(step, { timeout: 30_000 }).toBeGreaterThanOrEqual(paused);

  await details.getByRole('button', { name: /^Stop/ }).click();
  await page.getByRole('button', { name: 'Stop the run' }).click();
  await pill('interrupted').or(pill('done')).or(pill('paused')).waitFor({ timeout: 30_000 });
  await details.getByRole('button', { name: /^Archive/ }).click();
  await pill('archived').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await pill('archived').waitFor({ state: 'hidden' });
  expect(watched.errors).toEqual([]);
});
