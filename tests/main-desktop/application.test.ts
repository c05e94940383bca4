import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { bridge, type HostEventName, type HostFunctions } from '../../preload/contract/index.ts';
import { connectToHost } from '../../preload/contract/wire.ts';
import { pageAddress } from '../../main/desktop/address.ts';
import * as electron from './electron-stand-in.ts';

vi.mock('electron', async () => await import('./electron-stand-in.ts'));

const folder = mkdtempSync(join(tmpdir(), 'macroscope-shell-'));
const heard: { name: HostEventName; payload: unknown }[] = [];
let host: HostFunctions;
const page = () => electron.windows[0]!;
const heardOf = (name: HostEventName) =>
  heard.filter((event) => event.name === name).map(({ payload }) => payload);

/** What a page does when it has loaded: asks for a port, and speaks to the host over it. Null when none is handed out. */
function askForPort(
  url: string,
  parent: object | null = null,
  sender: object = page().webContents,
): MessagePort | null {
  let handed: MessagePort | null = null;
  const postMessage = (channel: string, _message: null, ports: MessagePort[]) => {
    if (channel === bridge.handPort) handed = ports[0]!;
  };
  electron.ipcMain.emit(bridge.askForPort, { sender, senderFrame: { url, parent, postMessage } });
  return handed;
}

function connect(): HostFunctions {
  const port = askForPort(pageAddress)!;
  const { functions } = connectToHost(
    {
      post: (message) => port.postMessage(message),
      onMessage: (handler) => void port.on('message', handler),
      onClose: (handler) => void port.on('close', handler),
      close: () => port.close(),
    },
    (name, payload) => heard.push({ name, payload }),
  );
  return functions;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]));

beforeAll(async () => {
  vi.stubEnv('MACROSCOPE_WORKSPACE', join(folder, 'workspace'));
  electron.app.userData = folder;
  const { runApplication } = await import('../../main/desktop/application.ts');
  await runApplication();
  host = connect();
});

afterAll(() => {
  for (const signal of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.get(signal)!.includes(listener)) process.off(signal, listener);
    }
  }
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

describe('the desktop application', () => {
  it('opens one sandboxed window on its own page', () => {
    expect(electron.dialog.errors).toEqual([]);
    expect(electron.windows).toHaveLength(1);
    expect(page().address).toBe(pageAddress);
    // Every choice of Electron's security checklist, said and not left to a default that may change.
    expect(page().options.webPreferences).toEqual({
      preload: expect.stringMatching(/preload.index\.cjs$/) as string,
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
      spellcheck: false,
      backgroundThrottling: true,
    });
  });

  it('serves the host to its page, and to nobody else', async () => {
    expect(await host.workbenchDescribe({})).toMatchObject({
      runtime: 'desktop',
      workspace: join(folder, 'workspace'),
    });
    expect(askForPort('https://example.org/')).toBeNull();
    expect(askForPort(pageAddress, {})).toBeNull();
    electron.ipcMain.emit(bridge.askForPort, { sender: page().webContents, senderFrame: null });
    const second = new electron.BrowserWindow({});
    expect(askForPort(pageAddress, null, second.webContents)).toBeNull();
    second.close();
  });

  it('serves one port at a time: a page that asks again takes the place of the one before', async () => {
    const before = host;
    host = connect();
    expect(await host.workbenchDescribe({})).toMatchObject({ runtime: 'desktop' });
    await expect(before.workbenchDescribe({})).rejects.toMatchObject({ code: 'not-available' });
  });

  it('answers for files of the page with the content security policy, and for nothing else', async () => {
    const answer = await electron.session.defaultSession.pages!(new Request('https://example.org/x.js'));
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(electron.session.defaultSession.loads('https://example.org/x.js')).toBe(false);
    expect(electron.session.defaultSession.loads('app://macroscope/assets/x.js')).toBe(true);
    expect(electron.session.defaultSession.permissionCheck!(null, 'media', pageAddress)).toBe(false);
    const asked: boolean[] = [];
    for (const [permission, requestingUrl] of [
      ['media', pageAddress],
      ['fullscreen', 'https://example.org/'],
      ['fullscreen', pageAddress],
    ] as const) {
      electron.session.defaultSession.permissionRequest!(null, permission, (given) => asked.push(given), {
        requestingUrl,
      });
    }
    expect(asked).toEqual([false, false, true]);
    expect(electron.session.defaultSession.devicePermission!({})).toBe(false);
  });

  it('answers no other method and no path out of the folder of the page', async () => {
    const pages = electron.session.defaultSession.pages!;
    for (const request of [
      new Request('app://macroscope/index.html', { method: 'POST', body: 'x' }),
      new Request('app://macroscope/index.html', { method: 'DELETE' }),
      new Request('app://macroscope/%2e%2e/%2e%2e/package.json'),
      new Request('app://macroscope/..%2f..%2fpackage.json'),
      new Request('app://elsewhere/index.html'),
    ]) {
      const answer = await pages(request);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('x-frame-options')).toBe('DENY');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('opens no view of another page within its own', () => {
    const event = { defaultPrevented: false, preventDefault: () => (event.defaultPrevented = true) };
    page().webContents.emit('will-attach-webview', event);
    expect(event.defaultPrevented).toBe(true);
  });

  it('keeps the page where it is; links to the web open outside', () => {
    const { webContents } = page();
    expect(webContents.openHandler!({ url: 'https://doi.org/1' })).toEqual({ action: 'deny' });
    expect(webContents.openHandler!({ url: 'file:///etc/passwd' })).toEqual({ action: 'deny' });
    expect(webContents.navigate('https://doi.org/2')).toBe(false);
    expect(webContents.navigate('javascript:alert(1)')).toBe(false);
    expect(webContents.navigate(`${pageAddress}#/runs`)).toBe(true);
    expect(electron.shell.opened).toEqual(['https://doi.org/1', 'https://doi.org/2']);
  });

  it('sends the menu’s commands to the page', async () => {
    const go = electron.Menu.current.find(({ label }) => label === 'Go')!;
    go.submenu!.find(({ label }) => label === 'Runs')!.click!();
    await vi.waitFor(() => expect(heardOf('command')).toEqual([{ name: 'go.runs' }]));
  });

  it('hands files that the system opens to the page, and says which cannot be read', async () => {
    const path = join(folder, 'spots.npy');
    writeFileSync(path, 'content');
    electron.app.emit('open-file', { preventDefault: () => {} }, path);
    electron.app.emit('second-instance', {}, ['electron', 'macroscope', 'missing.npy'], folder);
    await vi.waitFor(() => {
      expect(heardOf('fileOpened')).toEqual([
        { name: 'spots.npy', bytes: new TextEncoder().encode('content') },
      ]);
      expect(heardOf('notice')).toMatchObject([{ level: 'error', title: 'missing.npy could not be opened' }]);
    });
  });

  it('keeps awake while a job computes, asks before it quits, and checkpoints before it ends', async () => {
    const run = await host.runCreate({ spec: { kind: 'linear-system', steps: 100_000 } });
    await vi.waitFor(() => expect(electron.powerSaveBlocker.active.size).toBe(1), { timeout: 20_000 });

    electron.dialog.answers.push(1);
    page().close();
    await vi.waitFor(() => expect(electron.dialog.questions).toHaveLength(1));
    expect(electron.dialog.questions[0]!.message).toMatch(/still computing\. Quit\?/);
    expect(electron.windows).toHaveLength(1);
    expect(electron.app.ended).toBe(false);

    const ended = new Promise((resolve) => electron.app.once('ended', resolve));
    page().close();
    await ended;
    expect(electron.windows).toHaveLength(0);
    const runFolder = join(folder, 'workspace', 'runs', run.id);
    const record = JSON.parse(readFileSync(join(runFolder, 'run.json'), 'utf8')) as { state: string };
    expect(record.state).not.toBe('running');
    expect(existsSync(join(runFolder, 'checkpoints'))).toBe(true);
    expect(readdirSync(join(runFolder, 'checkpoints'))).not.toHaveLength(0);
    expect(readFileSync(join(folder, 'window.json'), 'utf8')).toContain('"width":1000');
  });
});
