import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const installed = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

/** A headless Chromium: the installed one, else the dev dependency's, unpacked under the system's temporary folder. */
export async function launchChromium(): Promise<Browser> {
  if (installed !== undefined) {
    return await playwright.launch({ executablePath: installed, args: ['--no-sandbox'] });
  }
  return await playwright.launch({
    executablePath: await chromium.executablePath(),
    // Single-process and no-zygote belong to serverless hosts; they end the browser with its first page.
    args: chromium.args.filter((arg) => !/^--(single-process|no-zygote|headless)/.test(arg)),
    headless: true,
  });
}

export interface WatchedPage {
  page: Page;
  /** Errors of the console, uncaught exceptions, refused and failed requests, as they happen. */
  errors: string[];
  close(): Promise<void>;
}

/** A page in a context of its own whose errors are kept. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('requestfailed', (request) => errors.push(`${request.url()}: ${request.failure()?.errorText}`));
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`${response.url()}: ${response.status()}`);
  });
  await page.goto(url);
  return { page, errors, close: () => context.close() };
}
