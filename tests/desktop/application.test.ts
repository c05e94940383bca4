import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron } from '../../main/cli/electron.ts';
import { applicationFolder } from '../../main/host/version.ts';
import { writeNpy } from '../../main/data/npy.ts';

const electron = findElectron(process.env, process.platform);
if (electron.binary === null) {
  process.stdout.write(`\nTHE DESKTOP TESTS COULD NOT RUN: ${electron.reason}.\n`);
}

describe.skipIf(electron.binary === null)('the desktop application', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'macroscope-desktop-'));
  const pattern = join(workspace, 'spots.npy');
  let application: ElectronApplication;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    const data = Float32Array.from({ length: 2 * 64 * 64 }, (_, i) => (i % 97) / 97);
    writeFileSync(pattern, writeNpy({ shape: [2, 64, 64], data }));
    application = await _electron.launch({
      executablePath: electron.binary!,
      // Chromium's sandbox does not run for root, as in a container.
      args: [applicationFolder(), pattern, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...(process.env as Record<string, string>), MACROSCOPE_WORKSPACE: workspace },
    });
    page = await application.firstWindow();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
  });

  afterAll(async () => {
    await application?.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  it('serves the page under its own origin, with the host behind it', async () => {
    expect(page.url()).toMatch(/^app:\/\/macroscope\//);
    await page.getByText('Turing').first().waitFor();
  });

  it('offers the file it was started with', async () => {
    await page.getByText('spots.npy').first().waitFor();
    expect(errors).toEqual([]);
  });

  it('gives the page nothing of Node or Electron', async () => {
    const names = JSON.stringify(['require', 'process', 'module', 'Buffer', 'electron']);
    const found = await page.evaluate(`${names}.filter((name) => name in globalThis)`);
    expect(found).toEqual([]);
  });

  it('opens no second window and reaches no network', async () => {
    expect(await page.evaluate(`window.open('https://example.invalid/') === null`)).toBe(true);
    const reached = await page.evaluate(
      `fetch('https://example.invalid/').then(() => 'reached', () => 'refused')`,
    );
    expect(reached).toBe('refused');
    expect(application.windows()).toHaveLength(1);
  });

  it('has a menu whose commands the page runs', async () => {
    await application.evaluate(({ Menu }) => {
      const go = Menu.getApplicationMenu()?.items.find(({ label }) => label === 'Go');
      go?.submenu?.items.find(({ label }) => label === 'Runs')?.click();
    });
    await page.waitForFunction(`document.body.textContent.includes('Runs')`);
    // The refused request above is told of in the console; nothing else may be.
    expect(
      errors.filter((text) => !/example\.invalid|ERR_BLOCKED|Content Security Policy/.test(text)),
    ).toEqual([]);
  });
});
