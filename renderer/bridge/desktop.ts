/** Whether the page stands in the desktop's window, not in a browser. */
export const onDesktop = (): boolean => navigator.userAgent.includes('Electron/');
