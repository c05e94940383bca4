import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

/**
 * As much of Electron as the desktop's wiring touches, for machines that cannot have its binary: windows, ports and dialogs that remember
 * what was done with them. tests/desktop runs the same wiring in the real one.
 */

class PreventableEvent {
  defaultPrevented = false;
  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Emits an event as Electron does; says whether a listener prevented what follows. */
function prevented(emitter: EventEmitter, name: string, ...rest: unknown[]): boolean {
  const event = new PreventableEvent();
  emitter.emit(name, event, ...rest);
  return event.defaultPrevented;
}

class StandInContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | null = null;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  reload(): void {
    this.emit('reloaded');
  }
  /** A link followed in the page; says whether it was let through. */
  navigate(url: string): boolean {
    const event = Object.assign(new PreventableEvent(), { url });
    this.emit('will-frame-navigate', event);
    return !event.defaultPrevented;
  }
}

export const windows: BrowserWindow[] = [];

export class BrowserWindow extends EventEmitter {
  readonly webContents = new StandInContents();
  address = '';
  progress = -1;
  focused = false;
  readonly options: Record<string, unknown>;

  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(address: string): Promise<void> {
    this.address = address;
    return Promise.resolve();
  }
  close(): void {
    if (prevented(this, 'close')) return;
    windows.splice(windows.indexOf(this), 1);
    this.emit('closed');
    if (windows.length === 0) app.emit('window-all-closed');
  }
  show(): void {}
  maximize(): void {}
  restore(): void {}
  focus(): void {
    this.focused = true;
  }
  isFocused = () => this.focused;
  isMinimized = () => false;
  isMaximized = () => false;
  isDestroyed = () => !windows.includes(this);
  getNormalBounds = () => ({ x: 10, y: 20, width: 1000, height: 700 });
  setProgressBar(progress: number): void {
    this.progress = progress;
  }
}

class StandInApp extends EventEmitter {
  isPackaged = false;
  readonly commandLine = { getSwitchValue: () => '' };
  userData = '';
  ended = false;
  requestSingleInstanceLock = () => true;
  whenReady = () => Promise.resolve();
  getPath = () => this.userData;
  quit(): void {
    if (this.ended || prevented(this, 'before-quit')) return;
    this.ended = true;
    for (const window of windows.slice()) window.close();
    this.emit('ended');
  }
  enableSandbox(): void {}
  exit(code: number): void {
    this.ended = true;
    this.emit('ended', code);
  }
}
export const app = new StandInApp();

/** The main process's end of a port: messages come as events with `data`. */
export class PortMain extends EventEmitter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
    port.on('close', () => this.emit('close'));
  }
  start(): void {
    this.#port.on('message', (data) => this.emit('message', { data }));
  }
  postMessage(message: unknown): void {
    this.#port.postMessage(message);
  }
  close(): void {
    this.#port.close();
  }
}
export class MessageChannelMain {
  readonly port1: PortMain;
  readonly port2: MessagePort;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new PortMain(port1);
    this.port2 = port2;
  }
}
export const ipcMain = new EventEmitter();

export interface StandInMenuItem {
  label?: string;
  click?: () => void;
  submenu?: StandInMenuItem[];
}
export const Menu = {
  current: [] as StandInMenuItem[],
  buildFromTemplate: (template: StandInMenuItem[]) => template,
  setApplicationMenu(menu: StandInMenuItem[]): void {
    Menu.current = menu;
  },
};

export const dialog = {
  questions: [] as { message: string }[],
  answers: [] as number[],
  errors: [] as string[],
  async showMessageBox(...words: unknown[]): Promise<{ response: number }> {
    dialog.questions.push(words.at(-1) as { message: string });
    return { response: dialog.answers.shift() ?? 0 };
  },
  showErrorBox(title: string): void {
    dialog.errors.push(title);
  },
};

export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];
  static isSupported = () => true;
  readonly content: { title: string };
  constructor(content: { title: string }) {
    super();
    this.content = content;
  }
  show(): void {
    Notification.shown.push(this);
  }
}

export const powerMonitor = new EventEmitter();
export const powerSaveBlocker = {
  active: new Set<number>(),
  next: 1,
  start(): number {
    const id = powerSaveBlocker.next++;
    powerSaveBlocker.active.add(id);
    return id;
  },
  stop(id: number): void {
    powerSaveBlocker.active.delete(id);
  },
};

type Answer<T> = (value: T) => void;
class StandInSession extends EventEmitter {
  pages: ((request: Request) => Promise<Response>) | null = null;
  readonly protocol = {
    handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => {
      this.pages = handler;
    },
  };
  #judge: ((details: { url: string }, answer: Answer<{ cancel: boolean }>) => void) | null = null;
  readonly webRequest = {
    onBeforeRequest: (judge: (details: { url: string }, answer: Answer<{ cancel: boolean }>) => void) => {
      this.#judge = judge;
    },
  };
  /** Whether a request of the page would be let out. */
  loads(url: string): boolean {
    let cancelled = true;
    this.#judge?.({ url }, ({ cancel }) => {
      cancelled = cancel;
    });
    return !cancelled;
  }
  permissionCheck: ((contents: unknown, permission: string, origin: string) => boolean) | null = null;
  permissionRequest:
    | ((
        contents: unknown,
        permission: string,
        answer: (given: boolean) => void,
        details: { requestingUrl: string },
      ) => void)
    | null = null;
  setPermissionRequestHandler(handler: NonNullable<StandInSession['permissionRequest']>): void {
    this.permissionRequest = handler;
  }
  setPermissionCheckHandler(
    handler: (contents: unknown, permission: string, origin: string) => boolean,
  ): void {
    this.permissionCheck = handler;
  }
  devicePermission: ((details: object) => boolean) | null = null;
  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    this.devicePermission = handler;
  }
}
export const session = { defaultSession: new StandInSession() };
export const protocol = { registerSchemesAsPrivileged(): void {} };
export const nativeTheme = { shouldUseDarkColors: true };
const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };
export const shell = {
  opened: [] as string[],
  async openExternal(address: string): Promise<void> {
    shell.opened.push(address);
  },
};

/** Utility processes by fork: the worker speaks to either. */
export const utilityProcess = {
  fork(entry: string, words: string[], { env }: { env: NodeJS.ProcessEnv }) {
    const child = fork(entry, words, {
      env,
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    return Object.assign(child, {
      postMessage: (message: object) => {
        if (child.connected) child.send(message);
      },
    });
  },
};
