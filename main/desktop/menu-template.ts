/** One entry of the menu as data: a command of the page, a role the system knows, a separator, or a menu below. */
export type MenuEntry =
  | { label: string; command: string; accelerator?: string }
  | { role: MenuRole; label?: string }
  | { separator: true }
  | { label: string; entries: MenuEntry[] };

export type MenuRole =
  | 'appMenu'
  | 'windowMenu'
  | 'about'
  | 'quit'
  | 'close'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'reload'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'toggleDevTools';

const separator: MenuEntry = { separator: true };

const command = (label: string, name: string, accelerator?: string): MenuEntry => ({
  label,
  command: name,
  ...(accelerator === undefined ? {} : { accelerator }),
});

/** The application's menu. Commands are those of the page's palette, by name, with the keys they have there. */
export function menuTemplate(platform: NodeJS.Platform): MenuEntry[] {
  const mac = platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      entries: [
        command('Open…', 'file.open', 'CmdOrCtrl+O'),
        separator,
        ...(mac ? [] : [command('Settings', 'go.settings'), separator]),
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: 'Edit',
      entries: [
        // On a Mac text fields get undo through the menu; elsewhere keys reach them first.
        ...(mac
          ? [{ role: 'undo' } as const, { role: 'redo' } as const]
          : [command('Undo', 'edit.undo', 'CmdOrCtrl+Z'), command('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z')]),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: 'Go',
      entries: [
        command('Search Commands…', 'palette.open', 'CmdOrCtrl+K'),
        separator,
        command('Simulate Turing Patterns', 'go.turing.simulate'),
        command('Pattern Data', 'go.turing.data'),
        command('Train a Model', 'go.turing.train'),
        command('Design from an Example', 'go.turing.design'),
        separator,
        command('Runs', 'go.runs'),
        command('Settings', 'go.settings'),
      ],
    },
    {
      label: 'View',
      entries: [
        command('Show or Hide Runs', 'dock.toggle', 'CmdOrCtrl+J'),
        {
          label: 'Appearance',
          entries: [
            command('As the System', 'theme.system'),
            command('Dark', 'theme.dark'),
            command('Light', 'theme.light'),
          ],
        },
        {
          label: 'Colour Map',
          entries: [
            command('Magma', 'colour-map.magma'),
            command('Viridis', 'colour-map.viridis'),
            command('Cividis', 'colour-map.cividis'),
            command('Grey', 'colour-map.grey'),
          ],
        },
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        separator,
        { role: 'reload', label: 'Reload the Page' },
        { role: 'toggleDevTools' },
      ],
    },
    ...(mac ? [{ role: 'windowMenu' } as const] : []),
    {
      label: 'Help',
      entries: [
        command('Keys and Help', 'help.open', 'F1'),
        command('Test the Compute Backends', 'compute.test'),
        ...(mac ? [] : [separator, { role: 'about' } as const]),
      ],
    },
  ];
}
