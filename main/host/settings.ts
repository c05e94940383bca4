import { readFileSync } from 'node:fs';
import { settings as schema, type Settings } from '../../preload/contract/index.ts';
import { writeWhole } from './store/files.ts';

/** The user's settings, in settings.json. Entries that can't be read fall back to their defaults, one by one. */
export class SettingsStore {
  readonly #path: string;
  #current: Settings;

  constructor(path: string) {
    this.#path = path;
    this.#current = read(path);
  }

  get current(): Settings {
    return this.#current;
  }

  /** Throws HostError 'storage', with the settings as they were. */
  async write(patch: Partial<Settings>): Promise<Settings> {
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const next = schema.parse({ ...this.#current, ...given });
    await writeWhole(this.#path, `${JSON.stringify(next, null, 2)}\n`);
    this.#current = next;
    return next;
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
