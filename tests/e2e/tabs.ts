import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
import { startWorkbench, type ServedWorkbench } from './workbench.ts';

/** A workbench and a browser for the tests of a file, and what opens a tab of one lab; a test fails if the console of its page shows an error. */
export function tabsOf(lab: { name: string; title: string }): (tab: string) => Promise<Page> {
  let browser: Browser;
  let workbench: ServedWorkbench;
  beforeAll(async () => {
    [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
  });
  afterAll(async () => {
    await browser?.close();
    await workbench?.stop();
  });
  return async (tab) => {
    const { page, errors, close } = await openPage(browser, workbench.url);
    onTestFinished(close);
    onTestFinished(() => expect(errors).toEqual([]));
    await page.goto(`${new URL(page.url()).origin}/#/${lab.name}/${tab}`);
    await page.getByRole('tablist', { name: `${lab.title} lab` }).waitFor();
    return page;
  };
}
