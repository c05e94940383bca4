import { parseArgs } from 'node:util';
import { serveWorkbench, untilSignalled } from './host/web/serve.ts';

// The workbench for a local browser, without the command line's choices: node main/browser.ts [--port N] [--workspace FOLDER]
const { values } = parseArgs({ options: { port: { type: 'string' }, workspace: { type: 'string' } } });
const server = await serveWorkbench({
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
  ...(values.workspace === undefined ? {} : { workspace: values.workspace }),
});
process.stdout.write(`${server.url}\n`);
await untilSignalled(server, process.stderr);
process.exit(0);
