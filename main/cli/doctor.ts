import { existsSync, statSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import type { BackendReport } from '../../preload/contract/index.ts';
import { reportBackends } from '../compute/backends/index.ts';
import { resourcesFolder } from '../compute/resources.ts';
import { listModelFolders } from '../host/models.ts';
import { openWorkspace, workspaceFolder } from '../host/workspace.ts';
import { applicationVersion } from '../host/version.ts';
import { explain } from './explain.ts';
import { findElectron } from './electron.ts';
import type { WorkspaceOption } from './session.ts';
import { digits, table } from './table.ts';

interface Finding {
  what: string;
  good: boolean;
  detail: string;
}

/** macroscope doctor: exit code 1 when something that Macroscope needs is missing. */
export async function doctor(options: WorkspaceOption & { json?: true }): Promise<number> {
  const findings = [
    finding('Macroscope', () => applicationVersion()),
    finding('Node', () => process.versions.node),
    finding('SQLite', () => sqliteVersion()),
    finding('Machine', machine),
    finding('Workspace', () => {
      const { folder } = openWorkspace(workspaceFolder(options.workspace));
      return `${folder}${statSync(folder).isDirectory() ? '' : ' is not a folder'}`;
    }),
    finding('Resources', () => resourcesFolder()),
    finding('Models', () => listModelFolders().join(', ') || 'none is installed'),
    desktop(),
  ];
  const backends = await reportBackends();
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ findings, backends }, null, 2)}\n`);
  } else {
    const rows = findings.map(({ what, good, detail }) => [good ? '✓' : '✗', what, detail]);
    process.stdout.write(`${table(['', 'part', 'found'], rows)}\n${showBackends(backends)}`);
  }
  const usable = backends.some(({ state }) => state === 'chosen');
  return findings.every(({ good }) => good) && usable ? 0 : 1;
}

function finding(what: string, look: () => string): Finding {
  try {
    return { what, good: true, detail: look() };
  } catch (error) {
    return { what, good: false, detail: explain(error) };
  }
}

function machine(): string {
  const memory = (totalmem() / 2 ** 30).toFixed(1);
  return `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${memory} GB`;
}

function sqliteVersion(): string {
  const database = new DatabaseSync(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version() AS version').get()?.version);
  } finally {
    database.close();
  }
}

/** The desktop is a comfort: without it the workbench opens in the browser. */
function desktop(): Finding {
  const state = findElectron(process.env, process.platform);
  const detail =
    state.binary === null ? `not used: ${state.reason}; "open" serves to the browser` : state.binary;
  return { what: 'Electron', good: state.binary === null || existsSync(state.binary), detail };
}

function showBackends(backends: readonly BackendReport[]): string {
  const rows = backends.map(({ title, state, gradientError, milliseconds, reason }) => [
    title,
    state,
    gradientError === undefined ? '' : digits(gradientError),
    milliseconds === undefined ? '' : digits(milliseconds),
    reason,
  ]);
  return table(['compute backend', 'state', 'gradient error', 'ms', 'reason'], rows);
}
