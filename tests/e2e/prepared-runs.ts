import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ExperimentDocument } from '../../preload/contract/index.ts';
import { openHost } from '../../main/host/host.ts';

export interface PreparedRun {
  name: string;
  spec: ExperimentDocument;
  tags?: string[];
  notes?: string;
}

/** A small linear system that is trained in a second. */
export const shortTraining = (entries: { seed: number } & Record<string, unknown>): ExperimentDocument => {
  const flow = { layers: 2, width: 8 };
  return {
    kind: 'linear-system',
    steps: 40,
    batch: 16,
    flowU: flow,
    flowV: flow,
    ...entries,
  } as ExperimentDocument;
};

const temporary = () => mkdtempSync(join(tmpdir(), 'macroscope-e2e-'));

/** A new workspace with runs that are done, the last one newest; computed by a host that has ended. Whoever asks for it removes it. */
export async function preparedWorkspace(runs: readonly PreparedRun[]): Promise<string> {
  const workspace = temporary();
  const host = await openHost({ workspace, runtime: 'browser' });
  try {
    for (const { name, spec, ...words } of runs) {
      const { id } = await host.call('runCreate', { spec, name });
      while ((await host.call('runRead', { id })).state !== 'done') await wait(50);
      if (Object.keys(words).length > 0) await host.call('runAnnotate', { id, ...words });
    }
  } finally {
    await host.close();
  }
  return workspace;
}

/** The same workspace once more, for one test to change. */
export function copyOf(workspace: string): string {
  const copy = temporary();
  cpSync(workspace, copy, { recursive: true });
  return copy;
}
