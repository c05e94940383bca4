import { readFileSync } from 'node:fs';
import { settings as schema, type Settings } from '../../preload/contract/index.ts';
import { isMissing, storageError, writeWhole } from './store/files.ts';
import { Turns } from './store/turns.ts';

/**
 * The user's settings, in settings.json, or in memory as long as the file is another workbench's. Entries that can't be read fall
 * back to their defaults, one by one.
 */
export class SettingsStore {
  readonly #path: string;
  readonly #mayWrite: () => boolean;
  /** Changes follow one another: each goes on from the one before. */
  readonly #turns = new Turns();
  #current: Settings;
  /** The disk did not give the file: it must not be replaced by what is not known to be all of it. */
  #unread: boolean;

  constructor(path: string, mayWrite: () => boolean = () => true) {
    this.#path = path;
    this.#mayWrite = mayWrite;
    ({ settings: this.#current, unread: this.#unread } = this.#read());
  }

  get current(): Settings {
    return this.#current;
  }

  /** Throws HostError 'storage', with the settings as they were. */
  async write(patch: Partial<Settings>): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    return await this.#turns.take('settings', async () => {
      if (this.#mayWrite() && this.#unread) {
        const found = this.#read();
        if (found.unread) throw storageError(this.#path, found.error);
        this.#unread = false;
        this.#current = found.settings;
      }
      const next = schema.parse({ ...this.#current, ...given });
      if (this.#mayWrite()) await writeWhole(this.#path, `${JSON.stringify(next, null, 2)}\n`);
      this.#current = next;
      return next;
    });
  }

  /** Takes what the file says: another workbench may have written it. */
  reload(): Settings {
    ({ settings: this.#current, unread: this.#unread } = this.#read());
    return this.#current;
  }

  #read(): { settings: Settings; unread: boolean; error?: unknown } {
    try {
      return { settings: parse(readFileSync(this.#path, 'utf8')), unread: false };
    } catch (error) {
      return { settings: parse('{}'), unread: !isMissing(error), error };
    }
  }
}

function parse(text: string): Settings {
  let stored: Record<string, unknown> = {};
  try {
    const json: unknown = JSON.parse(text);
    if (json !== null && typeof json === 'object') stored = json as Record<string, unknown>;
  } catch {
    // Not JSON: defaults.
  }
  const entries = Object.entries(schema.shape).flatMap(([name, entry]) => {
    const parsed = entry.safeParse(stored[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return schema.parse(Object.fromEntries(entries));
}
