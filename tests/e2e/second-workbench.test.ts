import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
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
