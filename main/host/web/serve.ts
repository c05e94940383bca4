import type { Writable } from 'node:stream';
import { HostError } from '../../../preload/contract/index.ts';
import { openHost } from '../host.ts';
import { offerFile } from '../opened-files.ts';
import { workspaceFolder } from '../workspace.ts';
import { serveHost, type WebServer } from './server.ts';

export interface ServeOptions {
  workspace?: string;
  /** The usual one unless given; given, it must be free. */
  port?: number;
  pageFolder?: string;
  /** Files for the first page that connects. */
  files?: readonly string[];
}

export interface ServedWorkbench extends WebServer {
  /** Who holds the workspace, in words, when this workbench can only look. */
  heldBy: string | null;
}

const usualPort = 4690;

/** Opens the workbench for a browser. `close` checkpoints running jobs first. */
export async function serveWorkbench(options: ServeOptions): Promise<ServedWorkbench> {
  const host = await openHost({ workspace: workspaceFolder(options.workspace), runtime: 'browser' });
  // A bug in the host must not take a workbench down whose runs live in processes of their own.
  process.on('uncaughtException', (error) => host.log.error({ err: error }, 'bug'));
  const waiting = [...(options.files ?? [])];
  const page = {
    ...(options.pageFolder === undefined ? {} : { pageFolder: options.pageFolder }),
    onPage: () => {
      for (const path of waiting.splice(0)) void offerFile(path, host.events);
    },
  };
  try {
    let server: WebServer;
    try {
      server = await serveHost(host, { ...page, port: options.port ?? usualPort });
    } catch (error) {
      const taken = error instanceof HostError && error.code === 'busy' && options.port === undefined;
      if (!taken) throw error;
      server = await serveHost(host, { ...page, port: 0 });
    }
    const { access, heldBy = 'another workbench' } = await host.call('workbenchDescribe', {});
    return {
      ...server,
      heldBy: access === 'own' ? null : heldBy,
      close: async () => {
        await host.close();
        await server.close();
      },
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}

/** Closes on the first signal; a second one does not wait. Resolves when everything is closed. */
export async function untilSignalled(server: WebServer, output: Writable): Promise<void> {
  await new Promise<void>((resolve) => {
    const { promise: signalled, resolve: signal } = Promise.withResolvers<void>();
    let count = 0;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        count++;
        if (count > 1) process.exit(130);
        output.write('Closing: running jobs write a checkpoint. Again to end at once.\n');
        signal();
      });
    }
    void signalled.then(() => server.close()).then(resolve);
  });
}
