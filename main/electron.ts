import { join } from 'node:path';
import { app, dialog } from 'electron';
import { runApplication } from './desktop/application.ts';
import { asksForCommand } from './desktop/command-words.ts';
import { registerScheme } from './desktop/session.ts';
import { utilityLauncher } from './desktop/utility-launcher.ts';
import { startWorkersWith } from './host/jobs/launcher.ts';

// The desktop application. Schemes are registered before the application is ready, or never.
registerScheme();
app.enableSandbox();
if (app.isPackaged) process.env.MACROSCOPE_RESOURCES = join(process.resourcesPath, 'resources');

if (asksForCommand(process.argv, app.isPackaged)) {
  // The fuses leave the package no Node of its own: its command line is this program without a window.
  app.dock?.hide();
  startWorkersWith(utilityLauncher);
  await app.whenReady();
  await import('./cli.ts');
  app.exit(Number(process.exitCode ?? 0));
} else {
  try {
    await runApplication();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`${text}\n`);
    dialog.showErrorBox('Macroscope cannot start: this is a bug', text);
    app.exit(1);
  }
}
