import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
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

/** A page of the workbench; the test fails if its console shows an error. */
async function openWorkbench(): Promise<Page> {
  const opened = await openPage(browser, workbench.url);
  onTestFinished(() => opened.close());
  onTestFinished(() => expect(opened.errors).toEqual([]));
  await opened.page.getByRole('navigation', { name: 'Labs' }).waitFor();
  return opened.page;
}

const fixture = (name: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures', name)));

/** χ = L²(⟨m²⟩ − ⟨m⟩²) and U4 = 1 − ⟨m⁴⟩/(3⟨m²⟩²), straight from the bytes of spins-int8.npy. */
function measuredByHand(): { chi: number; u4: number } {
  const [count, size] = [50, 32];
  const bytes = fixture('spins-int8.npy');
  const spins = new Int8Array(bytes.buffer, bytes.length - count * size ** 2);
  let [first, second, fourth] = [0, 0, 0];
  for (let m = 0; m < count; m++) {
    const sum = spins.subarray(m * size ** 2, (m + 1) * size ** 2).reduce((total, spin) => total + spin, 0);
    first += sum / size ** 2 / count;
    second += (sum / size ** 2) ** 2 / count;
    fourth += (sum / size ** 2) ** 4 / count;
  }
  return { chi: size ** 2 * (second - first ** 2), u4: 1 - fourth / (3 * second ** 2) };
}

/** Value and error of "1582.4(12)", the error in units of the last digit. */
function read(text: string): { value: number; error: number } {
  const [, value, decimals = '', error] = /^(\d+(?:\.(\d+))?)\((\d+)\)$/.exec(text)!;
  return { value: Number(value), error: Number(error) * 10 ** -decimals.length };
}

describe('own spins', () => {
  it('are dropped, measured, and shown with χ and U4', async () => {
    const page = await openWorkbench();
    await dropFile(page, 'spins-int8.npy', fixture('spins-int8.npy'));
    const dialog = page.getByRole('dialog', { name: 'spins-int8.npy' });
    const measure = dialog.getByRole('button', { name: 'Measure these spins' });
    await measure.waitFor();
    expect(await dialog.getByRole('radio', { name: 'Ising configurations' }).isChecked()).toBe(true);
    await measure.click();
    await page.getByText('50 configurations of 32×32, stored as ±1').waitFor();
    await page.getByRole('button', { name: 'Analyse these spins' }).click();

    const table = page.getByRole('table', { name: 'Comparison on 32²' });
    await table.waitFor({ timeout: 90_000 });
    const cell = (quantity: string) =>
      table
        .getByRole('row')
        .filter({ has: page.getByRole('rowheader', { name: quantity, exact: true }) })
        .getByRole('cell')
        .last()
        .locator('.numbers')
        .first();
    const byHand = measuredByHand();
    for (const [quantity, expected] of [
      ['χ', byHand.chi],
      ['U₄', byHand.u4],
    ] as const) {
      const shown = read((await cell(quantity).textContent())!.trim());
      // A value is written to the last digit of its error, 3 to 29 of which are one error.
      expect(Math.abs(shown.value - expected)).toBeLessThan(shown.error / 5);
      // Fifty configurations know these to some percent.
      expect(shown.error).toBeGreaterThan(0.005 * expected);
      expect(shown.error).toBeLessThan(0.3 * expected);
      // The tooltip has eight digits.
      const title = (await cell(quantity).getAttribute('title'))!;
      expect(Number(/^[\d.]+/.exec(title)![0]) / expected).toBeCloseTo(1, 6);
    }
  });

  it('are read from HDF5, too, and what was taken is said', async () => {
    const page = await openWorkbench();
    await dropFile(page, 'spins.h5', fixture('spins.h5'));
    const dialog = page.getByRole('dialog', { name: 'spins.h5' });
    await dialog.getByText('‘comment’ holds text and is passed over.').waitFor();
    await dialog.getByRole('button', { name: 'Measure these spins' }).click();
    await page.getByText('50 configurations of 32×32, stored as ±1').waitFor();
    // The description stands in the dialog as well, which may still be closing.
    const note = page.getByText('Taken from the array ‘ising/spins’, one of 2 in the file.');
    await expect.poll(() => note.count()).toBe(1);
  });
});

describe('documents of the Upscaling lab', () => {
  it.each([
    ['ising-monte-carlo', 'Monte Carlo'],
    ['upscaler-training', 'Train'],
    ['upscaling', 'Dream'],
  ])('%s opens in %s', async (kind, tab) => {
    const page = await openWorkbench();
    await dropFile(page, `${kind}.json`, new TextEncoder().encode(JSON.stringify({ kind, seed: 4321 })));
    await page.getByRole('button', { name: 'Open the document' }).click();
    await page.getByRole('tab', { name: tab, selected: true }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'Seed' }).first().inputValue()).toBe('4321');
  });
});
