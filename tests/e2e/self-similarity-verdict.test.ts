import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { tabsOf } from './tabs.ts';

const openTab = tabsOf({ name: 'self-similarity', title: 'Self-similarity' });
const goTo = (page: Page, tab: string) => page.getByRole('tab', { name: tab, exact: true }).click();

describe('the verdict of rule 60', () => {
  it('is 0 at N = 2 and 4 and a failure at 3, with pictures that say the same', async () => {
    const page = await openTab('system');
    const number = page.getByRole('textbox', { name: /^Rule/ });
    await number.fill('60');
    await number.press('Enter');
    await goTo(page, 'Learn');
    await page
      .getByRole('button', { name: /^Learn rule 60/ })
      .or(page.getByRole('button', { name: 'Start learning' }))
      .first()
      .click();
    await goTo(page, 'Verdict');
    await page.getByRole('heading', { name: 'Rule 60', exact: true }).waitFor({ timeout: 90_000 });
    await page.getByText('f is rule 60, exactly').waitFor();

    const scales = page.getByRole('group', { name: 'Verdict by scale' }).getByRole('button');
    const texts = await scales.allTextContents();
    expect(texts).toHaveLength(3);
    expect(texts.map((text) => /N = \d/.exec(text)![0])).toEqual(['N = 2', 'N = 3', 'N = 4']);
    const consistencies = await scales.getByTestId('consistency').allTextContents();
    expect(consistencies[0]).toBe('0');
    expect(Number(consistencies[1])).toBeGreaterThan(0.2);
    expect(consistencies[2]).toBe('0');
    for (const [index, words] of ['Self-similar', 'Not self-similar', 'Self-similar'].entries()) {
      expect(texts[index]).toContain(words);
      expect(texts[index]).toContain('agrees with the exact answer');
    }

    // Every macro cell of the picture is predicted at N = 2, and not so at 3.
    const pictures = page.getByRole('region', { name: 'Pictures' });
    await pictures.getByText(/^All .* macro cells of this picture are predicted\.$/).waitFor();
    await scales.nth(1).click();
    await pictures.getByText(/macro cells of this picture are predicted wrongly/).waitFor();
    // The evidence beside it is of the scale that was chosen.
    await page.getByRole('region', { name: 'Evidence, N = 3' }).waitFor();
    await page.getByText('No map that is not constant is consistent', { exact: false }).first().waitFor();
  });
});

describe('the rule graph', () => {
  it('is walked from rule to rule and back, by pointer and by keys', async () => {
    const page = await openTab('rule-graph');
    const rule = (number: number) => page.locator(`[data-rule="${number}"]`);
    await rule(60).waitFor();
    expect(await page.locator('[data-rule]').count()).toBe(256);
    const walk = page.getByRole('navigation', { name: 'Walk' });
    const trail = async () =>
      (await walk.getByRole('listitem').allTextContents()).map((text) => Number(text));

    // 15 coarse-grains to 240, which coarse-grains to itself.
    await rule(15).click();
    await expect.poll(trail).toEqual([15]);
    await rule(240).click();
    await expect.poll(trail).toEqual([15, 240]);
    await page.getByRole('heading', { name: 'Rule 240' }).waitFor();
    await page.getByText('self-similar: a fixed point').waitFor();
    await page.getByText('The last two are the same in every cell.').waitFor();

    await page.getByRole('application').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(trail).toEqual([15]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(trail).toEqual([15, 240]);
    await walk.getByRole('button', { name: 'Rule 15' }).click();
    await expect.poll(trail).toEqual([15]);
  });

  it('shows another group size, and finds a rule by its number', async () => {
    const page = await openTab('rule-graph');
    await page.locator('[data-rule="60"]').waitFor();
    await page.getByRole('group', { name: 'Group size N' }).getByText('3', { exact: true }).click();
    await page.getByRole('heading', { name: 'Coarse-grains to, N = 3' }).waitFor();
    const find = page.getByRole('textbox', { name: 'Find rule' });
    await find.fill('85');
    await find.press('Enter');
    // Rule 85 is self-similar at N = 3 only.
    const badge = page
      .getByRole('region', { name: 'Rule 85', exact: true })
      .getByText(/self-similar|itself|others/);
    await expect.poll(() => badge.first().textContent()).toBe('self-similar: a fixed point');
    await page.getByRole('group', { name: 'Group size N' }).getByText('2', { exact: true }).click();
    await expect.poll(() => badge.first().textContent()).toBe('coarse-grains to others');
  });
});

describe('Table I', () => {
  it('is computed exactly, and a rule of it is opened in System', async () => {
    const page = await openTab('verdict');
    await page.getByRole('group', { name: 'What is judged' }).getByText('Table I').click();
    await page.getByRole('switch', { name: 'Networks' }).click();
    await page.getByRole('button', { name: 'Compute Table I', exact: true }).click();
    await page.getByText('63 of 63 entries of the paper’s table').waitFor({ timeout: 60_000 });
    const table = page.getByRole('region', { name: 'Table I' });
    await table.getByRole('button', { name: '90', exact: true }).click();
    await page.getByRole('button', { name: 'Open in System' }).click();
    await page.getByRole('tab', { name: 'System', selected: true }).waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: /^Rule/ }).inputValue()).toBe('90');
  });
});
