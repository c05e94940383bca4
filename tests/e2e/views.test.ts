import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
import { places } from './places.ts';
import { startWorkbench, type ServedWorkbench } from './workbench.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];

let browser: Browser;
let workbench: ServedWorkbench;
beforeAll(async () => {
  [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

/** Names of controls without an accessible name, and of boxes wider than the window. */
const faults = String.raw`(() => {
  const nameOf = (control) =>
    control.getAttribute('aria-label') || control.textContent.trim() || control.title ||
    [...(control.labels ?? [])].map((label) => label.textContent.trim()).join('') ||
    (control.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join('');
  const controls = [...document.querySelectorAll('button, input, select, textarea, [role="switch"], [role="slider"], canvas[role="img"]')];
  const nameless = controls.filter((control) => control.checkVisibility() && !nameOf(control)).map((control) => 'no name: ' + control.outerHTML.slice(0, 200));
  const { scrollWidth, scrollHeight } = document.documentElement;
  const wide = scrollWidth > innerWidth || scrollHeight > innerHeight ? ['the page is ' + scrollWidth + '×' + scrollHeight] : [];
  const panels = [...document.querySelectorAll('aside, main')].filter((panel) => panel.scrollWidth > panel.clientWidth + 1);
  return [...nameless, ...wide, ...panels.map((panel) => 'wider than its place: ' + (panel.getAttribute('aria-label') ?? panel.tagName))];
})()`;

test.each(
  sizes.flatMap((viewport) => (['dark', 'light'] as const).map((colorScheme) => ({ viewport, colorScheme }))),
)(
  'every view fits $viewport.width × $viewport.height, $colorScheme, and names its controls',
  async (options) => {
    const { page, errors, close } = await openPage(browser, workbench.url, options);
    for (const place of places) {
      await page.evaluate(`location.hash = '#/${place}'`);
      await page.locator('main').waitFor();
      await expect.poll(() => page.locator('main').innerText()).toMatch(/\w{3}/);
      await page.waitForLoadState('networkidle');
      expect({ place, faults: await page.evaluate<string[]>(faults) }).toEqual({ place, faults: [] });
    }
    expect(errors).toEqual([]);
    await close();
  },
);
