import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';

const entry = join(import.meta.dirname, '..', '..', 'out', 'main', 'browser.js');

export interface ServedWorkbench {
  /** Address with its token. */
  url: string;
  /** Folder of the workspace, new and empty. */
  workspace: string;
  /** Process id of the host. */
  pid: number;
  /** Ends the host as a user would, with Ctrl-C, and removes the workspace. */
  stop(): Promise<void>;
}

/** The built workbench for a browser, in a process of its own on a free port; on a new workspace unless one is given. */
export async function startWorkbench(given?: string): Promise<ServedWorkbench> {
  if (!existsSync(entry)) throw new Error('There is no build to test: run "npm run build" first.');
  const workspace = given ?? mkdtempSync(join(tmpdir(), 'macroscope-e2e-'));
  const host = spawn(process.execPath, [entry, '--port', '0', '--workspace', workspace], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(host, 'exit');
  const [url] = (await Promise.race([
    once(createInterface(host.stdout), 'line'),
    exited.then(([code]) => {
      throw new Error(`The workbench ended with code ${code} before it said its address.`);
    }),
  ])) as [string];
  return {
    url,
    workspace,
    pid: host.pid!,
    stop: async () => {
      host.kill('SIGINT');
      await exited;
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

/** Of the page, where the function below runs; the tests' own program has no DOM. */
declare const DataTransfer: new () => { items: { add(file: File): void } };

/** Drops a file on the page, as a file manager does. */
export async function dropFile(page: Page, name: string, bytes: Uint8Array): Promise<void> {
  await dropFiles(page, { [name]: bytes });
}

/** Drops several files at once. */
export async function dropFiles(page: Page, files: Record<string, Uint8Array>): Promise<void> {
  const transfer = await page.evaluateHandle(
    (dropped) => {
      const data = new DataTransfer();
      for (const [name, base64] of dropped) {
        const content = Uint8Array.from(atob(base64), (character) => character.codePointAt(0) ?? 0);
        data.items.add(new File([content], name));
      }
      return data;
    },
    Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const),
  );
  for (const event of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', event, { dataTransfer: transfer });
  }
}
