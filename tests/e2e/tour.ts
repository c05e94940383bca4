import type { Browser, BrowserContext, Page } from 'playwright-core';
import { places } from './places.ts';
import { dropFile } from './workbench.ts';

/** What a page asked for, as far as it could leave the page. */
export interface Requests {
  /** Requests of the page and its workers, and sockets. */
  asked: number;
  /** Of them, those to anything but the workbench itself; none of them left. */
  foreign: string[];
}

export interface Tour extends Requests {
  /** Views, dialogs and menus that were opened. */
  stations: number;
}

/** Looks at every request of a context's pages before it may leave; only those to the workbench may. */
export async function watchRequests(context: BrowserContext, url: string): Promise<Requests> {
  const { origin, host } = new URL(url);
  const requests: Requests = { asked: 0, foreign: [] };
  await context.route('**/*', async (route) => {
    const address = route.request().url();
    requests.asked++;
    if (address.startsWith(`${origin}/`) || /^(data|blob):/.test(address)) await route.continue();
    else {
      requests.foreign.push(address);
      await route.abort();
    }
  });
  context.on('page', (page) =>
    page.on('websocket', (socket) => {
      requests.asked++;
      if (new URL(socket.url()).host !== host) requests.foreign.push(socket.url());
    }),
  );
  return requests;
}

/** A full tour of the page: every view in both themes, palette, help, every menu that saves or copies, a file dropped, a run from start to stop. */
export async function tourOfThePage(browser: Browser, url: string): Promise<Tour> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  const requests = await watchRequests(context, url);
  let stations = 0;
  const page = await context.newPage();
  page.on('dialog', (dialog) => void dialog.dismiss());
  await page.goto(url);
  await page.getByRole('navigation', { name: 'Labs' }).waitFor();
  await startRun(page);
  stations++;
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const place of places) {
      await page.evaluate(`location.hash = '#/${place}'`);
      await page.locator('main').waitFor();
      await page.waitForLoadState('networkidle');
      stations++;
      if (colorScheme === 'dark') stations += await openMenus(page);
    }
  }
  for (const key of ['Control+k', 'F1', '?']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
    await page.keyboard.press('Escape');
    stations++;
  }
  await stopRun(page);
  await page.reload();
  await page.waitForLoadState('networkidle');
  await context.close();
  return { ...requests, stations };
}

async function startRun(page: Page): Promise<void> {
  const document = { kind: 'oscillator', steps: 100_000, batch: 64 };
  await dropFile(page, 'oscillator.json', new TextEncoder().encode(JSON.stringify(document)));
  await page.getByRole('button', { name: 'Open the document' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
}

async function stopRun(page: Page): Promise<void> {
  await page.evaluate(`location.hash = '#/runs'`);
  await page
    .getByRole('row', { name: /oscillator|Oscillator/ })
    .first()
    .click();
  const details = page.getByRole('article');
  await details.getByRole('button', { name: /^Stop/ }).click();
  await page.getByRole('button', { name: 'Stop the run' }).click();
}

/** Opens what opens a menu or a dialog for saving, looks at it and closes it; a view of which nothing can be saved yet has none. */
async function openMenus(page: Page): Promise<number> {
  const buttons = page.getByRole('button', { name: /export|save|figure|table|copy|explain|help|about/i });
  let opened = 0;
  // Views fill while they are looked at: buttons come and go.
  for (let i = 0; i < 6 && i < (await buttons.count()); i++) {
    const clicked = await buttons
      .nth(i)
      .click({ timeout: 500 })
      .then(
        () => true,
        () => false,
      );
    if (clicked) opened++;
    await page.keyboard.press('Escape');
  }
  return opened;
}
