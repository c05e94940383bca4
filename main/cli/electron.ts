import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applicationFolder } from '../host/version.ts';

export type ElectronState = { binary: string } | { binary: null; reason: string };

const not = (reason: string): ElectronState => ({ binary: null, reason });

/**
 * Finds Electron's binary without importing its package, which would fetch it. `reason` completes "Electron is not used: …".
 */
export function findElectron(
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  folder = applicationFolder(),
): ElectronState {
  const entry = join(folder, 'out', 'main', 'electron.js');
  const home = environment.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'node_modules', 'electron', 'dist');
  const names = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' } as const;
  const usual = platform === 'win32' || platform === 'darwin' ? names[platform] : 'electron';
  const note = join(folder, 'node_modules', 'electron', 'path.txt');
  const binary = join(home, existsSync(note) ? readFileSync(note, 'utf8').trim() : usual);
  if (!existsSync(binary)) {
    return not('its binary is not installed ("npx install-electron" fetches it where the network allows)');
  }
  if (!existsSync(entry)) return not('the desktop application has not been built ("npm run build")');
  const display = environment.DISPLAY || environment.WAYLAND_DISPLAY;
  if (platform === 'linux' && !display) return not('there is no display');
  return { binary };
}

/** Files as the desktop application is given them: after a mark that what follows are files, whatever they are called. */
export const desktopArguments = (files: readonly string[]) => (files.length === 0 ? [] : ['--', ...files]);
