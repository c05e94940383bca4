import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
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

/** How long a small run may take on a machine that is busy with other tests. */
const patiently = { timeout: 60_000 };

/** A page on one tab of the Renormalization lab; the test fails if its console shows an error. */
async function openTab(tab: string): Promise<Page> {
  const { page, errors, close } = await openPage(browser, workbench.url);
  onTestFinished(close);
  await page.goto(`${new URL(page.url()).origin}/#/renormalization/${tab}`);
  onTestFinished(() => expect(errors).toEqual([]));
  return page;
}

/** A number as the page writes it: "0.815(9)". */
const read = (text: string) => Number(text.replace(/\(.*/, '').replace('−', '-'));
const start = (page: Page, number: number) => page.getByRole('slider', { name: `Starting point ${number}` });
const words = (page: Page, number: number) => start(page, number).getAttribute('aria-valuetext');

it('shows the flow of A1 with J0* in view, and the phase of a point that is moved', async () => {
  const page = await openTab('flow');
  const diagram = page.getByRole('figure', { name: 'Flow line' });
  await diagram.getByText('J₀* 0.81392', { exact: true }).waitFor(patiently);
  await diagram.getByText('exact 0.7643').waitFor();
  await expect.poll(() => words(page, 1)).toMatch(/disordered$/);
  await expect.poll(() => words(page, 2)).toBe('J₀ 0.900: ordered');
  const path = page.getByRole('listitem', { name: 'Path 2' });
  await path.getByText(/Z 2\.000 after 16 steps; D_KL ≤ 0\.10 bit a step/).waitFor();

  // By keys: two far steps of a tenth of the axis lead across the fixed point.
  await start(page, 2).focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect.poll(() => words(page, 2)).toBe('J₀ 0.620: disordered');
  await path.getByText(/Z 1\.0\d+ after 16 steps/).waitFor();
  await page.keyboard.press('Control+z');
  await expect.poll(() => words(page, 2)).toBe('J₀ 0.900: ordered');

  // By hand: the first point to the right end.
  const from = (await start(page, 1).boundingBox())!;
  const to = (await start(page, 2).boundingBox())!;
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 100, from.y, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => words(page, 1)).toMatch(/: ordered$/);

  await start(page, 1).focus();
  await page.keyboard.press('Enter');
  await start(page, 3).waitFor();
  await page.keyboard.press('Delete');
  await expect.poll(() => page.getByRole('slider', { name: /^Starting point/ }).count()).toBe(2);
});

it('draws the plane of a spin with more components, and saves it', async () => {
  const page = await openTab('symmetry');
  await page.getByRole('spinbutton', { name: /^Multiplicity of E,/ }).press('ArrowUp');
  await page
    .getByText(/^5 couplings/)
    .first()
    .waitFor(patiently);
  await page.getByRole('tab', { name: 'Flow' }).click();
  const diagram = page.getByRole('figure', { name: 'Flow diagram' });
  await diagram.getByText('D_KL of the step / bit', { exact: true }).waitFor(patiently);
  await expect.poll(() => words(page, 2)).toMatch(/ordered$/);
  await page.getByRole('combobox', { name: 'Vertical axis' }).selectOption('J1');
  await diagram.getByText('J₁', { exact: true }).waitFor();

  await diagram.getByRole('button', { name: 'Export Flow diagram' }).click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Save as SVG' }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^flow-diagram-.*\.svg$/);
});

it('trains a small network, finds its J0*, analyses it and shows its flow', async () => {
  const page = await openTab('train');
  const steps = page.getByRole('textbox', { name: 'Steps', exact: true }).last();
  await steps.fill('150');
  await steps.press('Enter');
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByRole('figure', { name: 'RG monotone', exact: true }).waitFor(patiently);
  const cells = page.getByRole('row', { name: /Critical bare coupling/ }).getByRole('cell');
  const critical = read((await cells.first().innerText()).split('\n')[0]!);
  // 150 of 500 steps leave a few percent to .8139.
  expect(Math.abs(critical - 0.8139)).toBeLessThan(0.06);
  const exactMap = read((await cells.last().innerText()).split('\n')[0]!);
  expect(Math.abs(exactMap - 0.813_92)).toBeLessThan(1e-4);

  await page.getByRole('button', { name: 'Analyse it' }).click();
  await page.getByRole('button', { name: 'Analyse the map' }).click();
  const row = page.getByRole('row', { name: /^Critical bare coupling/ });
  await row.getByText(/D_KL ≤/).waitFor(patiently);
  const learned = read((await row.getByRole('cell').first().innerText()).split('\n')[0]!);
  expect(Math.abs(learned - critical)).toBeLessThan(0.01);
  await page.getByRole('figure', { name: 'C along the flow' }).locator('canvas').waitFor(patiently);

  await page.getByRole('button', { name: 'Show its flow' }).click();
  await page
    .getByRole('figure', { name: 'Flow line' })
    .getByText(/^J₀\* 0\.\d+\(\d+\)$/)
    .waitFor(patiently);
});
