import { join, resolve } from 'node:path';
import { app, BrowserWindow, dialog, Notification, powerMonitor, powerSaveBlocker, session } from 'electron';
import { HostError, type RunSummary } from '../../preload/contract/index.ts';
import { openHost, type Host } from '../host/host.ts';
import { offerFile } from '../host/opened-files.ts';
import { applicationFolder } from '../host/version.ts';
import { workspaceFolder } from '../host/workspace.ts';
import { noticeOfEnd, quitQuestion, RunningJobs, shouldStayAwake, taskbarProgress } from './attention.ts';
import { installMenu } from './menu.ts';
import { fileArguments } from './opened-files.ts';
import { servePages } from './page-port.ts';
import { guardSession } from './session.ts';
import { utilityLauncher } from './utility-launcher.ts';
import { guardContents, openWindow } from './window.ts';

/** The desktop application: one host, one window, and what the system has to be told of both. */
export class Application {
  readonly #host: Host;
  readonly #jobs = new RunningJobs();
  /** Paths waiting for a page that can take them. */
  readonly #files: string[] = [];
  #window: BrowserWindow | null = null;
  #connected = false;
  #leaving = false;
  #asking = false;
  #awake: number | null = null;

  private constructor(host: Host) {
    this.#host = host;
  }

  /** Opens host and window. Throws HostError where the workspace cannot be used. */
  static async open(): Promise<Application> {
    const named = app.commandLine.getSwitchValue('workspace');
    const host = await openHost({
      workspace: workspaceFolder(named === '' ? undefined : named),
      runtime: 'desktop',
      launcher: utilityLauncher(),
    });
    const application = new Application(host);
    await application.#start();
    return application;
  }

  async #start(): Promise<void> {
    guardSession(session.defaultSession, join(applicationFolder(), 'out', 'renderer'));
    installMenu((name) => this.#command(name));
    servePages(this.#host, {
      window: () => this.#window?.webContents ?? null,
      onConnected: () => {
        this.#connected = true;
        void this.#deliverFiles();
      },
    });
    this.#host.events.listen((event) => {
      if (event.name === 'runChanged') void this.#noteRun(event.payload);
    });
    for (const run of await this.#host.call('runsList', { states: ['running'] })) this.#jobs.note(run);
    this.#showJobs();
    // Electron waits with the shutdown when asked to, which its types do not know.
    const shutDown = (event: { preventDefault(): void }) => {
      event.preventDefault();
      void this.#leave();
    };
    powerMonitor.on('shutdown', shutDown as () => void);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => void this.#leave());
    app.on('before-quit', (event) => this.#holdBack(event));
    this.show();
  }

  /** Brings the window to the front, opening it where there is none. */
  show(): void {
    if (this.#window === null) {
      this.#connected = false;
      const window = openWindow(join(applicationFolder(), 'out', 'preload', 'index.cjs'), this.#host.log);
      this.#window = window;
      // On a Mac the application stays when its window is closed, and so do its jobs; elsewhere it ends with the window.
      if (process.platform !== 'darwin') window.on('close', (event) => this.#holdBack(event));
      if (process.platform === 'win32') window.on('session-end', () => void this.#leave());
      window.once('closed', () => {
        this.#window = null;
        this.#connected = false;
      });
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.focus();
  }

  /** Hands a file to the page, which says what it is before anything is done with it. */
  openFile(path: string): void {
    this.#files.push(path);
    this.show();
    void this.#deliverFiles();
  }

  async #deliverFiles(): Promise<void> {
    if (!this.#connected) return;
    for (const path of this.#files.splice(0)) await offerFile(path, this.#host.events);
  }

  #command(name: string): void {
    this.show();
    this.#host.events.emit('command', { name });
  }

  async #noteRun(run: RunSummary): Promise<void> {
    const before = this.#jobs.note(run);
    this.#showJobs();
    const { notifyAfterSeconds } = await this.#host.call('settingsRead', {});
    const focused = this.#window?.isFocused() ?? false;
    const notice = noticeOfEnd(run, before, { notifyAfterSeconds, focused });
    if (notice === null || !Notification.isSupported()) return;
    const notification = new Notification(notice);
    notification.on('click', () => this.#command('go.runs'));
    notification.show();
  }

  #showJobs(): void {
    const running = this.#jobs.all;
    const awake = shouldStayAwake(running);
    if (awake) this.#awake ??= powerSaveBlocker.start('prevent-app-suspension');
    else if (this.#awake !== null) {
      powerSaveBlocker.stop(this.#awake);
      this.#awake = null;
    }
    this.#window?.setProgressBar(taskbarProgress(running) ?? -1);
  }

  /** Stops a close or quit until running jobs have written their checkpoints, and the user agrees. */
  #holdBack(event: { preventDefault(): void }): void {
    if (this.#leaving) return;
    event.preventDefault();
    void this.#askToLeave();
  }

  async #askToLeave(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    try {
      const { resumeOnStart } = await this.#host.call('settingsRead', {});
      const question = quitQuestion(this.#jobs.all, resumeOnStart);
      if (question !== null) {
        const options = { type: 'question' as const, ...question, defaultId: 0, cancelId: 1 };
        const { response } = this.#window
          ? await dialog.showMessageBox(this.#window, options)
          : await dialog.showMessageBox(options);
        if (response === 1) return;
      }
    } finally {
      this.#asking = false;
    }
    await this.#leave();
  }

  async #leave(): Promise<void> {
    if (this.#leaving) return;
    this.#leaving = true;
    try {
      await this.#host.close();
    } catch (error) {
      this.#host.log.error({ err: error }, 'closing failed');
    }
    app.quit();
  }
}

/** Runs the application until it quits; a second start hands its files to the first and ends. */
export async function runApplication(): Promise<void> {
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  let application: Application | null = null;
  const early = fileArguments(process.argv, app.isPackaged).map((path) => resolve(path));
  const take = (path: string) => {
    if (application === null) early.push(path);
    else application.openFile(path);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    take(path);
  });
  app.on('second-instance', (_event, words, folder) => {
    application?.show();
    for (const path of fileArguments(words, app.isPackaged)) take(resolve(folder, path));
  });
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('activate', () => application?.show());
  // The window asks before it closes, and quits; without a listener Electron would quit at once.
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  await app.whenReady();
  try {
    application = await Application.open();
    for (const path of early.splice(0)) application.openFile(path);
  } catch (error) {
    if (!(error instanceof HostError)) throw error;
    dialog.showErrorBox(
      'Macroscope cannot start',
      [error.message, error.remedy].filter(Boolean).join('\n\n'),
    );
    app.exit(1);
  }
}
