import { readFileSync } from 'node:fs';
import { settings as schema, type Settings } from '../../preload/contract/index.ts';
import { writeWhole } from './store/files.ts';
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

  constructor(path: string, mayWrite: () => boolean = () => true) {
    this.#path = path;
    this.#mayWrite = mayWrite;
    this.#current = read(path);
  }

  get current(): Settings {
    return this.#current;
  }

  /** Throws HostError 'storage', with the settings as they were. */
  async write(patch: Partial<Settings>): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    return await this.#turns.take('settings', async () => {
      const next = schema.parse({ ...this.#current, ...given });
      if (this.#mayWrite()) await writeWhole(this.#path, `${JSON.stringify(next, null, 2)}\n`);
      this.#current = next;
      return next;
    });
  }

  /** Takes what the file says: another workbench may have written it. */
  reload(): Settings {
    return (this.#current = read(this.#path));
  }
}

function read(path: string): Settings {
  let stored: Record<string, unknown> = {};
  try {
    const json: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (json !== null && typeof json === 'object') stored = json as Record<string, unknown>;
  } catch {
    // None yet, or not JSON: defaults.
  }
  const entries = Object.entries(schema.shape).flatMap(([name, entry]) => {
    const parsed = entry.safeParse(stored[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return schema.parse(Object.fromEntries(entries));
}
