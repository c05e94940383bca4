import { expect, test } from 'vitest';
import { launchChromium, openPage } from './browser.ts';
import { startWorkbench } from './workbench.ts';

test('the software of others and its licences can be read in the settings, and left by keyboard', async () => {
  const [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
  try {
    const { page, errors } = await openPage(browser, workbench.url);
    await page.goto(`${new URL(page.url()).origin}/#/settings`);
    const button = page.getByRole('button', { name: 'Third-party software…' });
    await button.click();
    const dialog = page.getByRole('dialog', { name: 'Third-party software' });
    await dialog.getByRole('table', { name: 'Packages and their licences' }).waitFor();
    await dialog.getByRole('row', { name: /^zod \S+ MIT$/ }).waitFor();
    await dialog.locator('summary').first().click();
    await dialog
      .getByText(/Permission is hereby granted|Redistribution and use/)
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect
      .poll(() => page.evaluate<string>('document.activeElement.textContent.trim()'))
      .toBe('Third-party software…');
    expect(errors).toEqual([]);
  } finally {
    await browser.close();
    await workbench.stop();
  }
});
