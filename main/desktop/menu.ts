import { Menu, type MenuItemConstructorOptions } from 'electron';
import { menuTemplate, type MenuEntry } from './menu-template.ts';

/** Sets the application's menu; its commands are handed to `run` by name. */
export function installMenu(run: (command: string) => void): void {
  const item = (entry: MenuEntry): MenuItemConstructorOptions => {
    if ('separator' in entry) return { type: 'separator' };
    if ('entries' in entry) return { label: entry.label, submenu: entry.entries.map(item) };
    if ('role' in entry) return entry;
    const { label, command, accelerator } = entry;
    return {
      label,
      click: () => run(command),
      // The page itself answers the keys; the menu shows them. On a Mac it gets those the page leaves.
      ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    };
  };
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform).map(item)));
}
