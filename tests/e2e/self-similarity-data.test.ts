import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { tabsOf } from './tabs.ts';
import { dropFile } from './workbench.ts';

const openTab = tabsOf({ name: 'self-similarity', title: 'Self-similarity' });

/** Rule 90 by its definition: every cell becomes the sum of its neighbours modulo 2. A row of the table is a step of a ring of cells. */
function rule90Table(cells: number, steps: number): Uint8Array {
  let row = Array.from({ length: cells }, (_, x) => Number((x * x) % 11 < 5));
  const lines: string[] = [];
  for (let step = 0; step < steps; step++) {
    lines.push(row.join(','));
    row = row.map((_, x) => row[(x + cells - 1) % cells]! ^ row[(x + 1) % cells]!);
  }
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}

/** Texts of the cells of each row of a table's body. */
const bodyOf = (page: Page, name: RegExp) =>
  page
    .getByRole('table', { name })
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent!.trim())));

describe('System', () => {
  it('shows rule 60 with 0 at N = 2 and 4 and its failure at 3, and follows its table', async () => {
    const page = await openTab('system');
    const exact = () => bodyOf(page, /^Consistency of rule/);
    await expect.poll(async () => (await exact()).length).toBe(3);
    const [two, three, four] = await exact();
    expect(two).toEqual(['N = 2', 'self-similar', '0', '3']);
    expect(three!.slice(0, 2)).toEqual(['N = 3', 'fails']);
    expect(Number(three![2])).toBeGreaterThan(0);
    expect(three![3]).toBe('0');
    expect(four!.slice(0, 3)).toEqual(['N = 4', 'self-similar', '0']);

    const number = page.getByRole('textbox', { name: /^Rule/ });
    expect(await number.inputValue()).toBe('60');
    await page.getByRole('button', { name: '111 becomes 0' }).click();
    await expect.poll(() => number.inputValue()).toBe('188');
    await page.getByRole('button', { name: /^Go to rule \d+, the mirror image/ }).click();
    await expect.poll(() => number.inputValue()).toBe('230');
    await page.getByRole('button', { name: 'Rule 85:' }).click();
    await expect.poll(() => number.inputValue()).toBe('85');
    await expect
      .poll(async () => (await exact()).map((row) => row[1]))
      .toEqual(['fails', 'self-similar', 'fails']);
    for (let edit = 0; edit < 3; edit++) await page.keyboard.press('Control+z');
    await expect.poll(() => number.inputValue()).toBe('60');
  });

  it('watches an automaton and a flock live', async () => {
    const page = await openTab('system');
    const step = async () => Number((await page.getByTestId('step').textContent())!.replaceAll('\u2009', ''));
    // The picture is full before anything runs.
    await expect.poll(step).toBe(255);
    await page.getByRole('img', { name: /^Space-time picture/ }).waitFor();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await expect.poll(step).toBeGreaterThan(260);
    await page.getByRole('button', { name: 'Pause', exact: true }).click();

    await page.getByRole('combobox', { name: 'System', exact: true }).selectOption({ label: 'Vicsek flock' });
    await page.getByRole('img', { name: /^307 particles/ }).waitFor();
    await page.getByRole('button', { name: 'One step' }).click();
    await expect.poll(step).toBe(1);
    await expect.poll(() => page.getByLabel('Readings', { exact: true }).textContent()).toMatch(/order/i);
  });
});

describe('own data', () => {
  it('dropped as a table of rule 90 are read, learnt and judged', async () => {
    const page = await openTab('learn');
    await dropFile(page, 'rule90.csv', rule90Table(150, 128));
    await page.getByRole('button', { name: 'Use as a series' }).click();

    await expect.poll(() => page.getByText('128 steps of 150 cells, binary').count()).toBeGreaterThan(0);
    await page.getByRole('img', { name: 'The series, time downwards' }).waitFor();
    // Another system and back: the series stays, and the simulator opens though the page began with own data.
    const system = page.getByRole('combobox', { name: 'System', exact: true });
    await system.selectOption({ label: 'Cellular automaton' });
    await page.getByRole('img', { name: /^Space-time picture/ }).waitFor();
    await system.selectOption({ label: 'Own data' });
    await page.getByRole('img', { name: 'The series, time downwards' }).waitFor();
    // Roles are exchanged, and back.
    const first = page.getByRole('combobox', { name: 'Role of axis 1' });
    await first.selectOption('x');
    await expect.poll(() => page.getByText('150 steps of 128 cells, binary').count()).toBeGreaterThan(0);
    await first.selectOption('time');
    await expect.poll(() => page.getByText('128 steps of 150 cells, binary').count()).toBeGreaterThan(0);
    // What cannot be read is said where it was asked for.
    const skip = page.getByRole('textbox', { name: /^Skip/ });
    await skip.fill('127');
    await skip.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'are needed' }).waitFor();
    await skip.fill('0');
    await skip.press('Enter');
    await page.getByRole('button', { name: 'Use this series' }).click();

    await page.getByRole('button', { name: 'Start learning' }).click();
    await page.getByText('Rule 90: every step of the series obeys it.').waitFor({ timeout: 90_000 });
    const scales = await bodyOf(page, /^Verdict and consistency/);
    expect(scales.map(([scale, verdict]) => [scale, verdict])).toEqual([
      ['N = 2', 'Self-similar'],
      ['N = 3', 'Not self-similar'],
      ['N = 4', 'Self-similar'],
    ]);
    await page.getByRole('button', { name: 'Show the verdict' }).click();
    await expect
      .poll(() => page.getByRole('tab', { name: 'Verdict' }).getAttribute('aria-selected'))
      .toBe('true');
    await expect.poll(() => page.getByText('Self-similar', { exact: true }).count()).toBeGreaterThan(0);
  });
});
