import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, protocol, type Session } from 'electron';
import { securityHeaders } from '../host/policy.ts';
import { fileOfAddress, mayLoad, scheme } from './address.ts';
import { mayUse } from './permissions.ts';

/** Makes app: a scheme like https: with an origin and a policy of its own. To be called before the application is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the page's files, and shuts everything else out: network, permissions, devices, downloads from elsewhere. */
export function guardSession(session: Session, pageFolder: string): void {
  session.protocol.handle(scheme, (request) => servePageFile(request, pageFolder));
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !mayLoad(url) }));
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) =>
    answer(mayUse(permission, requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin));
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event, item) => {
    if (!mayLoad(item.getURL())) {
      event.preventDefault();
      return;
    }
    item.setSaveDialogOptions({ defaultPath: join(app.getPath('downloads'), item.getFilename()) });
  });
}

async function servePageFile(request: Request, folder: string): Promise<Response> {
  const headers = securityHeaders([]);
  const file = request.method === 'GET' ? fileOfAddress(request.url, folder) : null;
  if (file === null) return new Response('Not here.\n', { status: 404, headers });
  try {
    const content = await readFile(file.path);
    return new Response(new Uint8Array(content), { headers: { ...headers, 'content-type': file.type } });
  } catch {
    return new Response('Not here.\n', { status: 404, headers });
  }
}
