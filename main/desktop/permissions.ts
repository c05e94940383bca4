import type { Session } from 'electron';
import { isPageAddress } from './address.ts';

type RequestHandler = NonNullable<Parameters<Session['setPermissionRequestHandler']>[0]>;
export type PermissionName = Parameters<RequestHandler>[1];

interface Rule {
  allow: boolean;
  reason: string;
}

const allow = (reason: string): Rule => ({ allow: true, reason });
const deny = (reason: string): Rule => ({ allow: false, reason });

const noDevice = deny('the workbench talks to no device');
const noSensor = deny('nothing here depends on where or how the computer is');
const noBackground = deny('runs are the business of the host, not of the page');
const noNetwork = deny('the workbench works without a network');

/** Every permission a page can ask for, and why it gets it or not. TypeScript says so when Electron learns a new one. */
export const permissions: Record<PermissionName, Rule> = {
  'clipboard-sanitized-write': allow('“copy command” and copied numbers'),
  fullscreen: allow('a field may be watched over the whole screen'),
  'automatic-fullscreen': deny('the whole screen is taken only at the user’s word'),
  'clipboard-read': deny('pasting works without it'),
  'deprecated-sync-clipboard-read': deny('pasting works without it'),
  'display-capture': deny('figures are exported, not filmed'),
  'captured-surface-control': deny('figures are exported, not filmed'),
  fileSystem: deny('files come by dropping or choosing them, and leave by the save dialog'),
  notifications: deny('the host notifies, also when no window is open'),
  openExternal: deny('links are judged as navigations'),
  media: deny('no camera and no microphone'),
  mediaKeySystem: deny('no protected media'),
  'speaker-selection': deny('no sound'),
  pointerLock: deny('the pointer stays the user’s'),
  keyboardLock: deny('the keyboard stays the user’s'),
  'window-management': deny('windows are placed by the host'),
  'idle-detection': deny('whether the user is there is nobody’s business'),
  'local-fonts': deny('fonts come with the application'),
  'persistent-storage': deny('everything worth keeping lies in the workspace'),
  'storage-access': deny('no other origin is embedded'),
  'top-level-storage-access': deny('no other origin is embedded'),
  'payment-handler': deny('nothing is sold'),
  'web-app-installation': deny('it is an application already'),
  'web-printing': deny('figures are exported as files'),
  'screen-wake-lock': deny('the host keeps the computer awake while a job runs'),
  'system-wake-lock': deny('the host keeps the computer awake while a job runs'),
  'background-fetch': noBackground,
  'background-sync': noBackground,
  'periodic-background-sync': noBackground,
  'local-network': noNetwork,
  'local-network-access': noNetwork,
  'loopback-network': noNetwork,
  geolocation: noSensor,
  'geolocation-approximate': noSensor,
  sensors: noSensor,
  ar: noDevice,
  vr: noDevice,
  'hand-tracking': noDevice,
  hid: noDevice,
  midi: noDevice,
  midiSysex: noDevice,
  nfc: noDevice,
  serial: noDevice,
  'smart-card': noDevice,
  usb: noDevice,
  unknown: deny('what is not known is not given'),
};

/** Whether the page at an address may have a permission. A name the table does not know is denied. */
export function mayUse(permission: string, address: string): boolean {
  if (!isPageAddress(address) || !Object.hasOwn(permissions, permission)) return false;
  return permissions[permission as PermissionName].allow;
}
