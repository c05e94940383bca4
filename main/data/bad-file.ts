import { HostError } from '../../preload/contract/errors.ts';

/** A fault of a file the user gave: `message` says what is wrong, `offset` at which byte. */
export function badFile(
  message: string,
  details: { offset?: number; where?: string; remedy?: string; cause?: unknown } = {},
): HostError {
  const where = details.where ?? (details.offset === undefined ? undefined : `byte ${details.offset}`);
  return new HostError('bad-file', message, {
    ...(where === undefined ? {} : { where }),
    ...(details.remedy === undefined ? {} : { remedy: details.remedy }),
    ...(details.cause === undefined ? {} : { cause: details.cause }),
  });
}

/** The same fault, told of a part of a larger file: an entry of an archive. */
export function faultWithin(part: string, fault: unknown): unknown {
  if (!(fault instanceof HostError)) return fault;
  const where = fault.where === undefined ? part : `${part}, ${fault.where}`;
  return new HostError(fault.code, `${part}: ${fault.message}`, {
    where,
    ...(fault.remedy === undefined ? {} : { remedy: fault.remedy }),
    cause: fault,
  });
}

/** A number of bytes in words: "1.5 MB". */
export function byteCount(bytes: number): string {
  if (bytes === 1) return '1 byte';
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const unit = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** unit;
  return `${unit === 0 || value >= 100 ? Math.round(value) : Number(value.toPrecision(2))} ${units[unit]}`;
}

/** A number of bytes as it is counted; a very large one in powers of ten: "51200 bytes", "8e12 bytes (8 TB)". */
export function exactBytes(bytes: number): string {
  if (bytes < 1e9) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (!Number.isFinite(bytes)) return 'endlessly many bytes';
  const digits = Number.isSafeInteger(bytes) ? bytes.toExponential() : bytes.toExponential(3);
  return `${digits.replace('+', '')} bytes${bytes < 1e18 ? ` (${byteCount(bytes)})` : ''}`;
}
