import { join } from 'node:path';
import './outgoing.ts';

// The workbench for a browser, watched, and so are its workers. Started with the folder of its workspace and that of the page; tells its address.
const { openHost } = await import('../../../main/host/host.ts');
const { forkLauncher } = await import('../../../main/host/jobs/launcher.ts');
const { serveHost } = await import('../../../main/host/web/server.ts');
const [workspace = '', pageFolder = ''] = process.argv.slice(2);
const host = await openHost({
  workspace,
  runtime: 'browser',
  launcher: forkLauncher(join(import.meta.dirname, 'worker.ts')),
});
const server = await serveHost(host, { port: 0, pageFolder });
process.once('SIGINT', async () => {
  await host.close();
  await server.close();
  process.exit(0);
});
process.stdout.write(`${server.url}\n`);
