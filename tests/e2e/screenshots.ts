import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium, openPage } from './browser.ts';
import { startWorkbench } from './workbench.ts';

/** Takes the pictures of the documentation from the built workbench: `npm run screenshots`. */
const folder = join(import.meta.dirname, '../../docs/screenshots');
mkdirSync(folder, { recursive: true });

const settled = (page: Page) => page.waitForTimeout(1500);

async function design(page: Page): Promise<void> {
  await page.getByRole('button', { name: /dividing spots/i }).click();
  await page.getByRole('heading', { name: /^\d+ designs?$/ }).waitFor({ timeout: 90_000 });
  await page.getByRole('group', { name: 'Designs' }).locator('[data-card]').first().click();
}

async function simulate(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.waitForTimeout(15_000);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
}

async function dream(page: Page): Promise<void> {
  await page.waitForTimeout(8000);
}

async function measure(page: Page): Promise<void> {
  const begin = page.getByRole('button', { name: 'Dream and simulate' });
  const comparison = page.getByRole('table').first();
  // The second theme finds the ensembles of the first.
  await begin.or(comparison).first().waitFor();
  if (await begin.isVisible()) await begin.click();
  await comparison.waitFor({ timeout: 180_000 });
  await page.waitForTimeout(10_000);
}

async function chooseVector(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: 'A1⊕E', exact: true })
    .or(page.getByText('A1⊕E', { exact: true }))
    .first()
    .click();
}

async function flow(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Map' }).selectOption({ label: 'RG monotone, Z2, A1+E' });
  await page.waitForTimeout(10_000);
}

async function criticalPoint(page: Page): Promise<void> {
  const analyse = page.getByRole('button', { name: 'Analyse the map' });
  const truncation = page.getByText(/left out ≤/);
  await analyse.waitFor();
  // The second theme finds the runs of the first.
  await settled(page);
  if (await truncation.isVisible()) return;
  for (const map of ['RG monotone, Z2, A1', 'Exact, A₁, Z2']) {
    await page.getByRole('combobox', { name: 'Map' }).selectOption({ label: map });
    await analyse.click();
    await page.waitForTimeout(8000);
  }
  await page.getByRole('button', { name: 'Compute the reference' }).click();
  await truncation.waitFor({ timeout: 180_000 });
}

async function verdict(page: Page): Promise<void> {
  const learnt = page.getByRole('group', { name: 'Verdict by scale' });
  const begin = page.getByRole('button', { name: /^Learn and judge, about/ });
  await begin.or(learnt).first().waitFor();
  // The second theme finds the run of the first.
  await settled(page);
  if (!(await learnt.isVisible())) await begin.click();
  await learnt.waitFor({ timeout: 90_000 });
  await page.waitForTimeout(3000);
}

async function ruleGraph(page: Page): Promise<void> {
  await page.getByRole('img', { name: /rule/i }).first().waitFor();
  await settled(page);
}

const views = [
  { name: 'design', hash: '#/turing/design', prepare: design },
  { name: 'simulate', hash: '#/turing/simulate', prepare: simulate },
  { name: 'train', hash: '#/turing/train', prepare: settled },
  { name: 'dream', hash: '#/upscaling/dream', prepare: dream },
  { name: 'measure', hash: '#/upscaling/measure', prepare: measure },
  { name: 'symmetry', hash: '#/renormalization/symmetry', prepare: chooseVector },
  { name: 'flow', hash: '#/renormalization/flow', prepare: flow },
  { name: 'critical-point', hash: '#/renormalization/critical-point', prepare: criticalPoint },
  { name: 'system', hash: '#/self-similarity/system', prepare: settled },
  { name: 'verdict', hash: '#/self-similarity/verdict', prepare: verdict },
  { name: 'rule-graph', hash: '#/self-similarity/rule-graph', prepare: ruleGraph },
  { name: 'settings', hash: '#/settings', prepare: settled },
];

const browser = await launchChromium();
const workbench = await startWorkbench();
try {
  for (const colorScheme of ['dark', 'light'] as const) {
    for (const { name, hash, prepare } of views) {
      const { page, errors, close } = await openPage(browser, workbench.url, { colorScheme });
      await page.goto(`${new URL(page.url()).origin}/${hash}`);
      await prepare(page);
      await settled(page);
      await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) });
      if (errors.length > 0) throw new Error(`The page of ${name} reported: ${errors.join('; ')}`);
      await close();
    }
  }
} finally {
  await browser.close();
  await workbench.stop();
}
