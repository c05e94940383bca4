import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, shell, type WebContents } from 'electron';
import { resourcesFolder } from '../compute/resources.ts';
import type { Logger } from '../host/log.ts';
import { judgeNavigation, pageAddress } from './address.ts';
import { placeWindow, readWindowState, smallestWindow, type WindowState } from './window-state.ts';

/** Opens the window where it was last time; it shows itself when its first picture is ready. */
export function openWindow(preload: string, log: Logger): BrowserWindow {
  const { bounds, maximized } = placeWindow(savedState(), workAreas());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    show: false,
    title: 'Macroscope',
    icon: join(resourcesFolder(), 'icons', 'icon.png'),
    // The ground of the page's own theme, so that nothing flashes before the first picture.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#101317' : '#ffffff',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Dictionaries would be fetched from the network.
      spellcheck: false,
      // A run watched from behind another window goes on being drawn when it comes to the front.
      backgroundThrottling: true,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => saveState(window, log));
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.error({ reason, exitCode }, 'the page ended');
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  void window.loadURL(pageAddress);
  return window;
}

/** Keeps every page where it is: links open in the user's own programs or not at all, and no page opens another. */
export function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (event) => {
    if (judgeNavigation(event.url) === 'allow') return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (judgeNavigation(event.url) !== 'allow') event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

function openOutside(address: string): void {
  if (judgeNavigation(address) === 'open-outside') void shell.openExternal(address);
}

const statePath = () => join(app.getPath('userData'), 'window.json');

function savedState(): WindowState | null {
  try {
    return readWindowState(readFileSync(statePath(), 'utf8'));
  } catch {
    // There is none before the first close.
    return null;
  }
}

function saveState(window: BrowserWindow, log: Logger): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    writeFileSync(statePath(), `${JSON.stringify(state)}\n`);
  } catch (error) {
    log.warn({ err: error }, 'the place of the window could not be kept');
  }
}

function workAreas() {
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  return [main, ...others].map(({ workArea }) => workArea);
}
