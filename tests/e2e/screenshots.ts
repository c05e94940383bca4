import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium, openPage } from './browser.ts';
import { dropFiles, startWorkbench } from './workbench.ts';

/** Takes the pictures of the documentation from the built workbench: `npm run screenshots [-- NAME…]`. */
const wanted = process.argv.slice(2);
const folder = join(import.meta.dirname, '../../docs/screenshots');
const cli = join(import.meta.dirname, '../../main/cli.ts');
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
  const comparison = page.getByRole('main').getByRole('table').first();
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

const sample = (name: string) => readFileSync(join(import.meta.dirname, '../../resources/samples', name));

async function data(page: Page): Promise<void> {
  const names = ['bricks.png', 'labyrinth.png', 'dividing-spots.png'];
  await dropFiles(page, Object.fromEntries(names.map((name) => [name, sample(name)])));
  await page.getByRole('button', { name: 'Compare', exact: false }).last().click();
  await page.getByRole('figure').first().waitFor();
}

async function compare(page: Page): Promise<void> {
  const picks = page.getByRole('treegrid').getByRole('checkbox', { name: /^Pick Energy/ });
  await picks.nth(1).waitFor();
  await picks.nth(0).click();
  await picks.nth(1).click();
  await page.getByRole('article', { name: 'Comparison of runs' }).waitFor();
  await settled(page);
}

async function sweep(page: Page): Promise<void> {
  await page.getByRole('treegrid').getByText('Weights', { exact: true }).click();
  await page.getByRole('article', { name: 'Sweep Weights' }).getByRole('grid').waitFor();
  await settled(page);
}

let computed = false;
/** What the pictures of the runs show, computed by commands beside the workbench. */
function computeRuns(workspace: string): void {
  if (computed) return;
  computed = true;
  const macroscope = (...words: string[]) =>
    execFileSync(process.execPath, [cli, ...words, '--workspace', workspace], { stdio: 'ignore' });
  const document = (entries: object) => {
    const path = join(workspace, 'document.json');
    writeFileSync(path, JSON.stringify(entries));
    return path;
  };
  const linear = document({ kind: 'linear-system', steps: 300 });
  macroscope(
    'sweep',
    linear,
    '--name',
    'Weights',
    '--vary',
    'gamma=0.02,0.1,0.5,2',
    '--vary',
    'coordinates=raw,polar',
  );
  for (const seed of ['1', '2']) {
    const oscillator = document({ kind: 'oscillator', steps: 1200, batch: 128, padding: Number(seed) });
    macroscope('run', oscillator, '--name', `Energy, padding ${seed}`, '--seed', seed);
  }
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
  { name: 'data', hash: '#/data', prepare: data },
  { name: 'settings', hash: '#/settings', prepare: settled },
  { name: 'compare', hash: '#/runs', prepare: compare },
  { name: 'sweep', hash: '#/runs', prepare: sweep },
];

const browser = await launchChromium();
const workbench = await startWorkbench();
try {
  for (const { name, hash, prepare } of views) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    if (name === 'compare' || name === 'sweep') computeRuns(workbench.workspace);
    for (const colorScheme of ['dark', 'light'] as const) {
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
