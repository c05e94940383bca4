import { describe, expect, it, vi } from 'vitest';
import type { RunSummary } from '../../../preload/contract/index.ts';
import { entriesOf, search, stretches } from '../../../renderer/shell/palette.ts';

const run: RunSummary = {
  id: '2026-11-22-oscillator-abc123',
  name: 'Energy of the pendulum',
  kind: 'oscillator',
  state: 'done',
  createdAt: '2026-11-22T10:00:00Z',
  computeSeconds: 3,
  seed: 1,
  summary: {},
};
const openRun = vi.fn<(id: string) => void>();
const entries = entriesOf(
  [
    { name: 'theme.dark', title: 'Theme: dark', group: 'Settings', keywords: 'appearance', run: () => {} },
    { name: 'go.runs', title: 'Open Runs', group: 'Places', shortcut: 'Mod+6', run: () => {} },
    { name: 'edit.undo', title: 'Undo', group: 'Edit', enabled: () => false, run: () => {} },
  ],
  [run],
  openRun,
);

describe('the palette', () => {
  it('lists what can be done now, and runs by name', () => {
    expect(entries.map(({ title }) => title)).toEqual(['Theme: dark', 'Open Runs', 'Energy of the pendulum']);
  });

  it('opens a run', () => {
    search('pendulum', entries)[0]!.entries[0]!.run();
    expect(openRun).toHaveBeenCalledWith(run.id);
  });

  it('puts titles before keywords and groups', () => {
    expect(search('app', entries)[0]!.entries[0]).toMatchObject({ title: 'Theme: dark', at: [] });
    expect(search('open', entries)[0]).toMatchObject({
      group: 'Places',
      entries: [{ title: 'Open Runs', at: [0, 1, 2, 3] }],
    });
  });

  it('finds nothing where there is nothing', () => expect(search('qqq', entries)).toEqual([]));

  it('marks what matched', () => {
    expect(stretches('Theme: dark', [0, 7, 8])).toEqual([
      { text: 'T', hit: true },
      { text: 'heme: ', hit: false },
      { text: 'da', hit: true },
      { text: 'rk', hit: false },
    ]);
  });
});
