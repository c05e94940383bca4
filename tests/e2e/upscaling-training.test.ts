import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
import { dropFile, startWorkbench, type ServedWorkbench } from './workbench.ts';

let browser: Browser;
let workbench: ServedWorkbench;

beforeAll(async () => {
  [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

/** How long a small run may take on a machine that is busy with other tests. */
const patiently = { timeout: 60_000 };

/** A page on one tab of the Upscaling lab; the test fails if its console shows an error. */
async function openTab(tab: string): Promise<Page> {
  const { page, errors, close } = await openPage(browser, workbench.url);
  onTestFinished(close);
  await page.goto(`${new URL(page.url()).origin}/#/upscaling/${tab}`);
  onTestFinished(() => expect(errors).toEqual([]));
  return page;
}

async function type(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByRole('textbox', { name, exact: true });
  await field.fill(String(value));
  await field.press('Enter');
}

/** A number as the page writes it: "1.424(8)", thin spaces and minus signs included. */
const read = (text: string) => Number(text.replace(/\(.*/, '').replaceAll('\u2009', '').replace('−', '-'));

it('simulates, trains a kernel on what was simulated, and dreams with it', async () => {
  const page = await openTab('monte-carlo');
  await page.getByRole('combobox', { name: 'Lattice' }).selectOption('32');
  await type(page, 'Configurations', 2000);
  await page.getByRole('button', { name: 'Simulate', exact: true }).click();

  const energy = page.getByRole('row', { name: /^Energy density/ });
  await energy.waitFor(patiently);
  // e of the critical 32² lattice is 1.43366; 2000 configurations leave about 0.003.
  const measured = read((await energy.getByRole('cell').last().innerText()).split('\n')[0]!);
  expect(Math.abs(measured - 1.43366)).toBeLessThan(0.015);
  await page.getByRole('img', { name: /configuration 1$/ }).waitFor(patiently);
  await page.getByText('1 of 1\u2009000 kept').waitFor(patiently);

  await page.getByRole('button', { name: 'Train an upscaler on it' }).click();
  await page.getByRole('combobox', { name: 'Kernel size' }).selectOption('3');
  await page.getByRole('button', { name: 'Start training' }).click();

  await page.getByRole('heading', { name: 'Kernel', exact: true }).waitFor(patiently);
  await page.getByRole('img', { name: /^Kernel 3×3/ }).waitFor();
  await page.getByRole('figure', { name: 'Loss', exact: true }).locator('canvas').waitFor(patiently);
  const main = page.getByRole('main');
  // The optimum is .1362 .1569 .3526 with .2604 nats per pixel; 1000 configurations leave half a percent.
  const weight = async (orbit: string) =>
    read(await main.getByRole('row', { name: orbit }).getByRole('cell').last().innerText());
  expect(Math.abs((await weight('(1, 1)')) - 0.1362)).toBeLessThan(0.02);
  expect(Math.abs((await weight('(0, 0)')) - 0.3526)).toBeLessThan(0.04);
  const heldOut = main.getByText('held out', { exact: true }).locator('xpath=following-sibling::dd');
  expect(Math.abs(read(await heldOut.innerText()) - 0.2604)).toBeLessThan(0.03);

  await page.getByRole('button', { name: 'Dream with it', exact: true }).click();
  await expect.poll(() => page.evaluate('location.hash')).toBe('#/upscaling/dream');
});

it('says what a training costs, and undoes a change of the model with what it brought', async () => {
  const page = await openTab('train');
  const start = page.getByRole('button', { name: 'Start training' });
  const model = page.getByRole('combobox', { name: 'Upscaler' });
  await page
    .getByText(/Simulates 100\u2009000 configurations of 32².*by Newton; about/)
    .first()
    .waitFor();
  await model.selectOption('two-layer');
  await page
    .getByText(/trains 2 epochs with AdamW; about/)
    .first()
    .waitFor();
  await page.getByRole('combobox', { name: 'Optimiser' }).selectOption('newton');
  await page.getByRole('alert').filter({ hasText: 'choose AdamW' }).waitFor();
  expect(await start.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await model.inputValue()).toBe('kernel');
  expect(await start.isDisabled()).toBe(false);
});

it('opens a dropped training document in its own editor', async () => {
  const page = await openTab('monte-carlo');
  const document = { kind: 'upscaler-training', model: { type: 'kernel', size: 9 } };
  await dropFile(page, 'nine.json', new TextEncoder().encode(JSON.stringify(document)));
  await page.getByRole('button', { name: 'Open the document' }).click();
  await expect.poll(() => page.evaluate('location.hash')).toBe('#/upscaling/train');
  expect(await page.getByRole('combobox', { name: 'Kernel size' }).inputValue()).toBe('9');
});
