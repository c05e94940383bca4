import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../../e2e/browser.ts';
import { dropFile } from '../../e2e/workbench.ts';

/** Of the page: the step that the picked run's progress names, else 0. */
const shownStep = `Number(
  /step (\\d+) of/.exec(document.querySelector('article [role="progressbar"]')?.getAttribute('aria-label') ?? '')?.[1] ?? 0,
)`;

/** A user at a page, who opens another one when it crashes. */
export class Seat {
  readonly #browser: Browser;
  readonly #url: string;
  #page: Page;

  private constructor(browser: Browser, url: string, page: Page) {
    this.#browser = browser;
    this.#url = url;
    this.#page = page;
  }

  static async take(browser: Browser, url: string): Promise<Seat> {
    const { page } = await openPage(browser, url);
    return new Seat(browser, url, page);
  }

  /** Starts an experiment as a user would: drops its document, opens it, starts it; then looks at the runs. */
  async start(document: object): Promise<void> {
    await dropFile(this.#page, 'experiment.json', new TextEncoder().encode(JSON.stringify(document)));
    await this.#page.getByRole('button', { name: 'Open the document' }).click();
    await this.#page.getByRole('button', { name: 'Start training' }).click();
    await this.#page.getByRole('button', { name: 'Runs', exact: true }).click();
    await this.live(0);
  }

  /** Step that the page shows, once it is past `after`. */
  async live(after: number): Promise<number> {
    for (;;) {
      // A page that is just being replaced answers nothing.
      const step = await this.#page.evaluate<number>(shownStep).catch(() => 0);
      if (step > after) return step;
      await wait(20);
    }
  }

  /** The id of the run that is looked at: the only one. */
  async run(): Promise<string> {
    const id = await this.#page.locator('tr[id^="row-"]').first().getAttribute('id');
    return id!.slice('row-'.length);
  }

  /** Seconds from `interrupt` until the page shows a newer step than before it. */
  async untilLive(interrupt: () => Promise<void>): Promise<number> {
    const before = await this.live(0);
    await interrupt();
    const started = performance.now();
    await this.live(before);
    return (performance.now() - started) / 1000;
  }

  async reload(): Promise<void> {
    await this.#page.reload({ waitUntil: 'commit' });
  }

  /** Ends the page's process at once; a new window takes its place. */
  async crash(): Promise<void> {
    const gone = this.#page.waitForEvent('crash');
    const session = await this.#page.context().newCDPSession(this.#page);
    session.send('Page.crash').catch(() => {
      // It crashes before it answers.
    });
    await gone;
    await this.#page.context().close();
    const { page } = await openPage(this.#browser, this.#url);
    this.#page = page;
    await page.goto(`${new URL(page.url()).origin}/#/runs`);
  }
}
