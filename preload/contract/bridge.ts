/**
 * How a page of the desktop comes by its port to the host. Page and preload script speak through messages of the window, preload script
 * and main process through Electron's channels; everything else goes over the port.
 */
export const bridge = {
  /** Page to preload script: the page asks for a port. */
  pageAsks: 'macroscope-ready',
  /** Preload script to page: here is the port. */
  pageGets: 'macroscope-port',
  /** Preload script to main process. */
  askForPort: 'macroscope:ask-for-port',
  /** Main process to preload script. */
  handPort: 'macroscope:hand-port',
} as const;
