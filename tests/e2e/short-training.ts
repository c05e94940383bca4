import type { Page } from 'playwright-core';
import { dropFile } from './workbench.ts';

/** Trains a small linear system from a dropped document until it is done, and leaves its details open in Runs. */
export async function trainShortly(
  page: Page,
  entries: { seed: number } & Record<string, unknown>,
): Promise<void> {
  const flow = { layers: 2, width: 8 };
  const document = { kind: 'linear-system', steps: 40, batch: 16, flowU: flow, flowV: flow, ...entries };
  await dropFile(page, 'linear-system.json', new TextEncoder().encode(JSON.stringify(document)));
  await page.getByRole('button', { name: 'Open the document' }).click();
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  const details = page.getByRole('article', { name: 'Linear system' });
  await details
    .getByText(`Seed ${entries.seed}`)
    .or(details.getByText(String(entries.seed), { exact: true }))
    .first()
    .waitFor();
  await details.getByText('done', { exact: true }).waitFor({ timeout: 60_000 });
}
