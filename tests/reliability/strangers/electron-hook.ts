import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

// Loaded before the program (--import): whoever asks for Electron gets the stand-in, so that the desktop's own modules run in plain Node.
const standIn = pathToFileURL(
  join(import.meta.dirname, '..', '..', 'main-desktop', 'electron-stand-in.ts'),
).href;
registerHooks({
  resolve: (name, context, next) =>
    name === 'electron' ? { url: standIn, shortCircuit: true } : next(name, context),
});
