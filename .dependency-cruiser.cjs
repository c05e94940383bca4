// Imports point down only (docs/architecture.md): renderer -> preload/contract <- main,
// and in main: entries -> desktop, host -> methods -> physics, compute, data.
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    forbid('no-circular', 'A cycle has no layers.', {}, { circular: true }),
    forbid(
      'page-knows-only-the-contract',
      'The page talks to the host through preload/contract.',
      { path: '^renderer' },
      { path: '^(main|preload/index)' },
    ),
    forbid(
      'contract-is-a-leaf',
      'Both sides import it; it imports neither.',
      { path: '^preload/contract' },
      { path: '^(main|renderer)' },
    ),
    forbid('main-without-page', 'The host does not know the page.', { path: '^main' }, { path: '^renderer' }),
    forbid(
      'electron-only-on-the-desktop',
      "Only main/desktop, main/electron.ts and the bridge may import 'electron'.",
      {
        path: '^(main|renderer|preload)',
        pathNot: '^(main/desktop/|main/electron\\.ts$|preload/index\\.ts$)',
      },
      { path: '(^electron$|node_modules/electron/)' },
    ),
    forbid(
      'host-below-entries',
      'Entries are not imported.',
      { path: '^main/[^/]+/' },
      { path: '^main/[^/]+\\.ts$' },
    ),
    forbid(
      'desktop-is-a-leaf',
      'Only the desktop entry knows main/desktop.',
      { path: '^main/(host|methods|physics|compute|data)/' },
      { path: '^main/desktop/' },
    ),
    forbid(
      'methods-without-host',
      'Methods get a context, not the host.',
      { path: '^main/methods/' },
      { path: '^main/host/' },
    ),
    forbid(
      'methods-without-files',
      'Methods and physics never touch the file system.',
      { path: '^main/(methods|physics)/' },
      { path: '^(node:)?fs(/promises)?$' },
    ),
    forbid(
      'physics-at-the-bottom',
      'Physics imports compute and the contract.',
      { path: '^main/physics/' },
      { path: '^main/(host|methods|data)/' },
    ),
    forbid(
      'compute-at-the-bottom',
      'Compute imports nothing of the project but the contract.',
      { path: '^main/compute/' },
      { path: '^main/(host|methods|physics|data)/' },
    ),
    forbid(
      'data-at-the-bottom',
      'File formats import nothing of the project but the contract.',
      { path: '^main/data/' },
      { path: '^main/(host|methods|physics|compute)/' },
    ),
    forbid(
      'no-dev-dependency-at-run-time',
      'The packaged host has no dev dependencies.',
      {
        path: '^(main|preload)/',
        pathNot: '^main/compute/assembly/|^main/desktop/|^main/electron\\.ts$|^preload/index\\.ts$',
      },
      { dependencyTypes: ['npm-dev'] },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^main/compute/assembly/kernels|^out' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
