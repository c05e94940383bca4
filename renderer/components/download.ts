/** Hands the user a file. */
export function download(
  name: string,
  content: Uint8Array | string | Blob,
  type = 'application/octet-stream',
): void {
  const blob = content instanceof Blob ? content : new Blob([content as BlobPart], { type });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The click has started the download by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
