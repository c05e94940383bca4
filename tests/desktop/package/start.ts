import { extractAll } from '@electron/asar';
import { mkdtempSync, rmSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Runs a packaged application as Electron would, but on Node: its archive is unpacked, for Node cannot read from it, and what it imports
 * from 'electron' is the stand-in of the tests. node start.ts EXECUTABLE WORDS…
 */
const [node, , executable, ...words] = process.argv as [string, string, string, ...string[]];
const resources = join(dirname(executable), 'resources');
const unpacked = mkdtempSync(join(tmpdir(), 'macroscope-asar-'));
process.on('exit', () => rmSync(unpacked, { recursive: true, force: true }));
extractAll(join(resources, 'app.asar'), unpacked);

Object.assign(process, { resourcesPath: resources });
Object.defineProperty(process.versions, 'electron', { value: 'stand-in' });
process.argv = [executable, ...words];
process.execPath = node;
const standIn = pathToFileURL(join(import.meta.dirname, '..', '..', 'main-desktop', 'electron-stand-in.ts'));
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: standIn.href, shortCircuit: true } : next(name, context),
});
const { app } = (await import(standIn.href)) as {
  app: { isPackaged: boolean; once(name: 'ended', then: (code?: number) => void): void };
};
app.isPackaged = true;
app.once('ended', (code) => process.exit(code));
await import(pathToFileURL(join(unpacked, 'out', 'main', 'electron.js')).href);
