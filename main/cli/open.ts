import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { HostError } from '../../preload/contract/index.ts';
import { serveWorkbench, untilSignalled } from '../host/web/serve.ts';
import { applicationFolder } from '../host/version.ts';
import { desktopArguments, findElectron } from './electron.ts';
import type { WorkspaceOption } from './session.ts';

export interface OpenOptions extends WorkspaceOption {
  browser?: true;
  port?: number;
  open: boolean;
}

/** A window that closes with an error this soon never opened. */
const stillbornSeconds = 8;

/**
 * macroscope open [FILE…]: the desktop application where it can run, else the same workbench in the browser. The page says of each file what it
 * is before anything is done with it. Throws HostError for a file that is not there.
 */
export async function open(named: readonly string[], options: OpenOptions): Promise<number> {
  const files = named.map(existingFile);
  if (!options.browser && options.port === undefined && options.open) {
    const electron = findElectron(process.env, process.platform);
    if (electron.binary === null) {
      process.stdout.write(`Serving to the browser, because Electron can't be used: ${electron.reason}.\n`);
    } else {
      const code = await openDesktop(electron.binary, files, options);
      if (code !== null) return code;
      process.stdout.write('Electron did not start; serving to the browser instead.\n');
    }
  }
  return await openBrowser(files, options);
}

/** The whole path of a file that is there. Throws HostError 'not-found' or 'bad-file' in words, before anything is opened. */
function existingFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    throw new HostError('not-found', `There is no file ${path}.`, { remedy: 'Check its name.' });
  }
  if (!found.isFile()) throw new HostError('bad-file', `${path} can't be opened: it is no file.`);
  return resolve(path);
}

const ignore = () => {};

/** The exit code of the desktop application, or null if it could not start. */
async function openDesktop(
  binary: string,
  files: readonly string[],
  { workspace }: OpenOptions,
): Promise<number | null> {
  const started = performance.now();
  const env = workspace === undefined ? process.env : { ...process.env, MACROSCOPE_WORKSPACE: workspace };
  const child = spawn(binary, [applicationFolder(), ...desktopArguments(files)], { stdio: 'inherit', env });
  // The terminal's Ctrl-C reaches the application, too, which closes in its own time.
  process.on('SIGINT', ignore);
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    const stillborn = performance.now() - started < 1000 * stillbornSeconds;
    return code !== 0 && stillborn ? null : (code ?? 0);
  } catch {
    return null;
  } finally {
    process.off('SIGINT', ignore);
  }
}

async function openBrowser(
  files: readonly string[],
  { workspace, port, open: show }: OpenOptions,
): Promise<number> {
  const server = await serveWorkbench({
    files,
    ...(workspace === undefined ? {} : { workspace }),
    ...(port === undefined ? {} : { port }),
  });
  process.stdout.write(
    `Macroscope is at ${server.url}\nCtrl-C closes it; running jobs write a checkpoint first.\n`,
  );
  if (server.heldBy !== null) {
    process.stdout.write(
      `The workspace is open elsewhere (${server.heldBy}): here it can only be looked at.\n`,
    );
  }
  if (show) showInBrowser(server.url);
  await untilSignalled(server, process.stderr);
  return 0;
}

/** Hands the address to the user's browser. It is printed as well, so a machine without one loses nothing. */
function showInBrowser(url: string): void {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const commands: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
    darwin: ['open', [url]],
    win32: ['rundll32', ['url.dll,FileProtocolHandler', url]],
  };
  const [command, words] = commands[platform] ?? ['xdg-open', [url]];
  spawn(command, words, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
