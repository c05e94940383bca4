import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
import { startWorkbench, type ServedWorkbench } from './workbench.ts';

let browser: Browser;
let workbench: ServedWorkbench;

beforeAll(async () => {
  [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
});
afterAll(async () => {
  await browser?.close();
  await workbench?.stop();
});

/** How long something that takes a moment may take on a machine that is busy with other tests. */
const patiently = { timeout: 60_000 };

/** A page on the Dream tab; the test fails if its console shows an error. */
async function openDream(): Promise<Page> {
  const { page, errors, close } = await openPage(browser, workbench.url);
  onTestFinished(close);
  await page.goto(`${new URL(page.url()).origin}/#/upscaling/dream`);
  onTestFinished(() => expect(errors).toEqual([]));
  return page;
}

/** Shows the last level and stays there. */
async function showLast(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Level 7, 128²' }).click(patiently);
  await expect.poll(() => page.getByTestId('level-size').textContent()).toBe('128');
}

/** Of the page, where the function below runs; the tests' own program has no DOM. */
interface PaintedCanvas {
  width: number;
  height: number;
  getContext(kind: '2d'): { getImageData(x: number, y: number, w: number, h: number): { data: Uint8Array } };
}

/** Which pixels of the configuration are light, one character each. */
async function spins(page: Page): Promise<string> {
  const picture = page.getByRole('img', { name: /^Configuration 128² grown/ });
  return await picture.evaluate((element) => {
    const canvas = element as unknown as PaintedCanvas;
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let text = '';
    for (let i = 0; i < data.length; i += 4) text += data[i]! > 127 ? '1' : '0';
    return text;
  });
}

const chooseKernel = (page: Page, name: string) =>
  page.getByLabel('Trained kernel to start from').getByText(name, { exact: true }).click(patiently);

/** `name` is the beginning of the field's name, which goes on with ", changed" off its default. */
async function type(page: Page, name: string, value: number): Promise<void> {
  const field = page.getByRole('textbox', { name }).first();
  await field.fill(String(value));
  await field.press('Enter');
}

const differing = (a: string, b: string) =>
  [...a].reduce((count, spin, index) => count + Number(spin !== b[index]), 0);

describe('one configuration', () => {
  it('grows level by level from one spin', async () => {
    const page = await openDream();
    const size = page.getByTestId('level-size');
    await size.waitFor(patiently);
    const seen = new Set<string>();
    await expect
      .poll(async () => {
        seen.add((await size.textContent()) ?? '');
        return [...seen].at(-1);
      }, patiently)
      .toBe('128');
    expect(seen.size).toBeGreaterThan(3);
  });

  it('follows a weight with the same random numbers, and is the old one after a reset', async () => {
    const page = await openDream();
    await chooseKernel(page, 'k = 3');
    await showLast(page);
    await expect.poll(async () => (await spins(page)).length).toBe(128 ** 2);
    const trained = await spins(page);

    const centre = page.getByRole('textbox', { name: '(0, 0) ×1' });
    const weight = Number(await centre.inputValue());
    // A weight a little smaller turns a few spins of the same configuration.
    await type(page, '(0, 0) ×1', Number((weight - 0.005).toFixed(4)));
    await page.getByText('edited', { exact: true }).waitFor();
    await expect.poll(async () => differing(await spins(page), trained)).toBeGreaterThan(0);
    expect(differing(await spins(page), trained)).toBeLessThan(0.2 * 128 ** 2);
    // Without its own block a spin is no more than noise: half of them differ.
    await type(page, '(0, 0) ×1', -0.3);
    await expect.poll(async () => differing(await spins(page), trained)).toBeGreaterThan(0.2 * 128 ** 2);

    await page.getByRole('button', { name: 'Reset to trained' }).click();
    await expect.poll(async () => differing(await spins(page), trained)).toBe(0);
    await page.keyboard.press('Control+z');
    await expect.poll(async () => differing(await spins(page), trained)).toBeGreaterThan(0);
  });

  it('is another one with a new seed', async () => {
    const page = await openDream();
    await showLast(page);
    const first = await spins(page);
    await page.getByRole('button', { name: 'New seed' }).click();
    await page.getByRole('img', { name: 'Configuration 128² grown from seed 2' }).waitFor();
    await expect.poll(async () => differing(await spins(page), first)).toBeGreaterThan(0.1 * 128 ** 2);
  });
});

describe('an ensemble', () => {
  it('is dreamt with its cost said before, and shows χ', async () => {
    const page = await openDream();
    await chooseKernel(page, 'k = 3');
    await page.getByRole('combobox', { name: 'Final lattice' }).selectOption('32');
    await type(page, 'Configurations', 512);
    await page.getByText(/512 configurations from 1 to 32², each level measured; about \d+ s/).waitFor();
    await page.getByRole('button', { name: 'Dream an ensemble' }).click();

    const susceptibility = page.getByRole('row', { name: /^Magnetic susceptibility/ });
    await susceptibility.waitFor(patiently);
    const text = (await susceptibility.getByRole('cell').last().innerText()).split('\n')[0]!;
    const [, value, decimals = '', error] = /^(\d+(?:\.(\d+))?)\((\d+)\)$/.exec(text)!;
    const chi = { value: Number(value), error: Number(error) * 10 ** -decimals.length };
    // χ = 509.3(9) of 50,000 configurations grown with the same kernel.
    expect(chi.error).toBeLessThan(0.05 * chi.value);
    expect(Math.abs(chi.value - 509.3)).toBeLessThan(5 * chi.error);

    await page.getByRole('button', { name: 'Compare in Measure' }).click();
    await page.getByRole('heading', { name: 'Comparison on 32²' }).waitFor(patiently);
    const chart = page.getByRole('figure', { name: 'Binder ratio' });
    await chart.scrollIntoViewIfNeeded();
    await chart.locator('canvas').waitFor(patiently);
  });
});
