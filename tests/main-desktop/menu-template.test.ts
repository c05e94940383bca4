import { describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { menuTemplate, type MenuEntry } from '../../main/desktop/menu-template.ts';

const flat = (entries: MenuEntry[]): MenuEntry[] =>
  entries.flatMap((entry) => ('entries' in entry ? [entry, ...flat(entry.entries)] : [entry]));

const commandsOf = (platform: NodeJS.Platform) =>
  flat(menuTemplate(platform)).flatMap((entry) => ('command' in entry ? [entry] : []));

/** Source of the whole page. */
function pageSource(): string {
  const folder = join(import.meta.dirname, '../../renderer');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|vue)$/.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

describe.each(['linux', 'darwin', 'win32'] as const)('menu on %s', (platform) => {
  it('has no two commands on one key, and no menu that is empty', () => {
    const keys = commandsOf(platform).flatMap(({ accelerator }) => accelerator ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const menus = flat(menuTemplate(platform)).flatMap((entry) =>
      'entries' in entry ? [entry.entries.length] : [],
    );
    expect(Math.min(...menus)).toBeGreaterThan(0);
  });

  it('has a way to quit', () => {
    const roles = flat(menuTemplate(platform)).flatMap((entry) => ('role' in entry ? [entry.role] : []));
    expect(roles).toContain(platform === 'darwin' ? 'appMenu' : 'quit');
  });
});

describe('commands of the menu', () => {
  const source = pageSource();
  const commands = [...commandsOf('linux'), ...commandsOf('darwin')].map(({ command }) => command);

  it.each([...new Set(commands)].filter((name) => !/^(go|theme|colour-map)\./.test(name)))(
    '%s is one the page has',
    (name) => {
      expect(source).toContain(`name: '${name}'`);
    },
  );

  // These are made from lists: go.<lab>.<tab>, theme.<name>, colour-map.<name>.
  it.each([...new Set(commands)].filter((name) => /^(go|theme|colour-map)\./.test(name)))(
    '%s is made of names the page has',
    (name) => {
      for (const part of name.split('.').slice(1)) expect(source).toMatch(new RegExp(`'${part}'`));
    },
  );
});
