import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { readRecord, writeRecord } from '../../main/host/store/run-folder.ts';
import { WorkspaceLock } from '../../main/host/store/workspace-lock.ts';
import { launchChromium, openPage } from './browser.ts';
import { preparedWorkspace, shortTraining } from './prepared-runs.ts';
import { startWorkbench, type ServedWorkbench } from './workbench.ts';

let browser: Browser;
let first: ServedWorkbench;
let second: ServedWorkbench;

beforeAll(async () => {
  [browser, first] = await Promise.all([launchChromium(), startWorkbench()]);
  second = await startWorkbench(first.workspace);
});
afterAll(async () => {
  await browser?.close();
  await second?.stop();
  await first?.stop();
});

test('a second workbench on a workspace says so, and takes over when the first has ended', async () => {
  const { page, errors, close } = await openPage(browser, second.url);
  onTestFinished(close);
  const banner = page.getByRole('status', { name: 'Read-only workspace' });
  await banner.waitFor();
  expect(await banner.textContent()).toContain(`process ${first.pid} since`);
  // A theme is this workbench's own, also where it only looks.
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  await page.getByText('Light', { exact: true }).click();
  await page.locator('html[data-theme="light"]').waitFor();
  process.kill(first.pid, 'SIGKILL');
  await banner.waitFor({ state: 'detached' });
  await page.getByText('This workbench has the workspace now').first().waitFor();
  expect(errors).toEqual([]);
});

test('where a workbench only looks, nothing can be started or changed, and every button says why', async () => {
  const workspace = await preparedWorkspace([{ name: 'Rotations', spec: shortTraining({ seed: 1 }) }]);
  onTestFinished(() => rmSync(workspace, { recursive: true, force: true }));
  // As a run stands that waits for the disk; the index is made of the folders where there is none.
  const [id] = readdirSync(join(workspace, 'runs'));
  const folder = join(workspace, 'runs', id!);
  const reason = 'The disk is full: 0 bytes are free.';
  await writeRecord(folder, { ...(await readRecord(folder)), state: 'paused', waitsForDisk: true, reason });
  rmSync(join(workspace, 'index.sqlite'));
  // Whoever holds the workspace does nothing with it, so that it stays as it is.
  const lock = WorkspaceLock.take(join(workspace, 'workbench.lock'));
  onTestFinished(() => lock?.release());
  const looking = await startWorkbench(workspace);
  onTestFinished(() => looking.stop());
  const { page, errors, close } = await openPage(browser, looking.url);
  onTestFinished(close);

  await page.getByRole('status', { name: 'Read-only workspace' }).waitFor();
  const origin = new URL(page.url()).origin;
  await page.goto(`${origin}/#/runs`);
  const details = page.getByRole('article', { name: 'Rotations' });
  const waiting = details.getByRole('status').filter({ hasText: 'Waits for room on the disk' });
  await waiting.getByText('The disk is full: 0 bytes are free.').waitFor();
  await page.getByRole('treegrid').getByText('The disk is full').waitFor();
  const why = /^Read-only: another workbench/;
  const held = async (button: ReturnType<typeof details.getByRole>) => {
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await button.getAttribute('aria-description')).toMatch(why);
  };
  for (const name of ['Run again', 'Vary…', 'Rename', 'Resume Rotations', 'Archive Rotations']) {
    await held(details.getByRole('button', { name, exact: true }));
  }
  await held(page.getByRole('button', { name: 'Open a packed run…' }));
  await details.getByRole('button', { name: 'More' }).click();
  const entry = page.getByRole('menuitem', { name: /^Delete/ });
  expect(await entry.getAttribute('aria-disabled')).toBe('true');
  expect(await entry.innerText()).toContain('read-only');
  await page.keyboard.press('Escape');
  // Pressed all the same, they do nothing; the Delete key says why.
  await details.getByRole('button', { name: 'Run again' }).click({ force: true });
  await page.getByRole('treegrid').focus();
  await page.keyboard.press('Delete');
  await page.getByText('Not moved to the bin').first().waitFor();
  await page.getByText('1 of 1 runs').waitFor();

  for (const [place, name] of [
    ['turing/train', 'Start training'],
    ['renormalization/train', 'Start training'],
    ['upscaling/train', 'Start training'],
    ['self-similarity/learn', /^Learn .* at /],
  ] as const) {
    await page.goto(`${origin}/#/${place}`);
    const button = page.getByRole('button', { name }).first();
    await button.waitFor();
    await held(button);
  }
  expect(errors).toEqual([]);
});
