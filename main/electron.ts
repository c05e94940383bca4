import { join } from 'node:path';
import { app, dialog } from 'electron';
import { runApplication } from './desktop/application.ts';
import { registerScheme } from './desktop/session.ts';

// The desktop application. Schemes are registered before the application is ready, or never.
registerScheme();
app.enableSandbox();
if (app.isPackaged) process.env.MACROSCOPE_RESOURCES = join(process.resourcesPath, 'resources');

try {
  await runApplication();
} catch (error) {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
  dialog.showErrorBox('Macroscope cannot start: this is a bug', text);
  app.exit(1);
}
