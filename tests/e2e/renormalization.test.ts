import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { tabsOf } from './tabs.ts';
import { dropFile } from './workbench.ts';

const openTab = tabsOf({ name: 'renormalization', title: 'Renormalization' });

const multiplicity = (page: Page, irrep: string) =>
  page.getByRole('spinbutton', { name: new RegExp(`^Multiplicity of ${irrep},`) });
const pickVector = (page: Page) => multiplicity(page, 'E').press('ArrowUp');

describe('the representation picker', () => {
  it('turned to A1 + E by keyboard, shows the five couplings of Eq. 17 and what a step costs', async () => {
    const page = await openTab('symmetry');
    await multiplicity(page, 'A1').focus();
    // Tab goes from stepper to stepper.
    for (const irrep of ['A2', 'B1', 'B2', 'E']) {
      await page.keyboard.press('Tab');
      await expect
        .poll(() => page.locator(':focus').getAttribute('aria-label'))
        .toMatch(new RegExp(`^Multiplicity of ${irrep},`));
    }
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => multiplicity(page, 'E').getAttribute('aria-valuenow')).toBe('1');

    const said = page.getByRole('status').filter({ hasText: 'couplings' });
    await expect
      .poll(() => said.first().textContent())
      .toMatch(/^5 couplings, 532 of 4\u2009096 configurations/);
    const couplings = page.getByRole('region', { name: 'Couplings' });
    await expect.poll(() => couplings.getByRole('textbox').count()).toBe(5);
    expect(await couplings.getByRole('listitem').count()).toBe(5);
    expect(
      await couplings.getByRole('textbox', { name: 'J3, E, x on the edge to E, x on the vertex' }).count(),
    ).toBe(1);
  });

  it('explains a choice that its group forbids, and undo takes it back', async () => {
    const page = await openTab('symmetry');
    await pickVector(page);
    await page.getByRole('combobox', { name: 'Internal group' }).selectOption('Z3');
    const couplings = page.getByRole('region', { name: 'Couplings' });
    await page.getByText('This choice has no couplings').waitFor();
    expect(await couplings.count()).toBe(0);
    // Beside the control, with what to do about it.
    const beside = page.getByRole('status').filter({ hasText: '−1' }).first();
    expect(await beside.textContent()).toMatch(/Choose a multiple of A1|Z6/);
    expect(await multiplicity(page, 'E').getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('Control+z');
    await expect.poll(() => couplings.getByRole('textbox').count()).toBe(5);
  });
});

describe('bond energies', () => {
  it('follow the coupling matrix and the spins that are turned', async () => {
    const page = await openTab('symmetry');
    const J0 = page.getByRole('textbox', { name: 'J0, A1 on the edge to A1 on the vertex' });
    await J0.fill('0.5');
    await J0.press('Enter');
    const teacher = page.getByRole('figure', { name: 'Teacher, square graph' });
    // Eight bonds, all satisfied.
    await expect.poll(() => teacher.textContent()).toContain('E = −4.000');
    await teacher.getByRole('button', { name: 'x1, A1: up' }).click();
    await expect.poll(() => teacher.textContent()).toContain('E = −2.000');
    await page.getByRole('button', { name: 'Align all' }).click();
    await expect.poll(() => teacher.textContent()).toContain('E = −4.000');
  });
});

describe('the exact map', () => {
  it('follows the bare coupling, with the divergence of every step beside its couplings', async () => {
    const page = await openTab('exact-map');
    const table = page.getByRole('table', { name: /^Couplings after every RG step/ });
    const rows = table.getByRole('row');
    await expect.poll(() => rows.count()).toBe(10);
    const start = page.getByRole('textbox', { name: /^Bare coupling/ });
    await start.fill('0.5');
    await start.press('Enter');
    // One exact step from 0.5: J′ − J is −.0561, at .02826 bits.
    const first = rows.nth(2);
    await expect.poll(() => first.textContent()).toContain('0.0283');
    const J1 = Number((await first.getByRole('cell').last().textContent())!.trim());
    expect(Math.abs(J1 - (0.5 - 0.0561))).toBeLessThan(2e-4);
    await page.getByRole('figure', { name: 'Beta function' }).waitFor();
  });

  it('warns where it does not converge', async () => {
    const page = await openTab('exact-map');
    await pickVector(page);
    const warning = page.getByRole('note').filter({ hasText: 'does not come closer' });
    await expect.poll(() => warning.count()).toBe(1);
  });

  it('runs a small Fig. 4 and shows its curves and minima', async () => {
    const page = await openTab('exact-map');
    const document = {
      kind: 'mlrg-kl',
      hidden: ['A1', 'A1+E', 'B1'],
      couplings: { low: 0.3, high: 0.5 },
      points: 2,
      restarts: 2,
    };
    await dropFile(page, 'mlrg-kl.json', new TextEncoder().encode(JSON.stringify(document)));
    await page.getByRole('button', { name: 'Open the document' }).click();
    await page.getByRole('list', { name: 'Hidden spin, representations to compare' }).waitFor();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const table = page.getByRole('table', { name: /^Minimal divergence in bits/ });
    await table.waitFor({ timeout: 60_000 });
    await page.getByRole('figure', { name: 'Minimal divergence' }).waitFor();
    const cells = await table.locator('tbody tr').nth(1).getByRole('cell').all();
    const bits = await Promise.all(
      cells.map(async (cell) => Number(await cell.locator('.numbers').first().textContent())),
    );
    // The column of J = .5 in the reference.
    for (const [index, expected] of [0.02826, 0.00502, 0.14122].entries()) {
      expect(Math.abs(bits[index]! - expected)).toBeLessThan(1e-4);
    }
    await page.getByRole('heading', { name: /^Students at J = 0\.3000|^Students at J = 0\.5000/ }).waitFor();
  });
});
