import { HostError, hostErrorShape } from '../../preload/contract/index.ts';

/** Any thrown value as a HostError, so that views have one thing to show. */
export function toHostError(error: unknown): HostError {
  if (error instanceof HostError) return error;
  const shape = hostErrorShape.safeParse(error);
  if (shape.success) return HostError.fromShape(shape.data);
  const message = error instanceof Error ? error.message : String(error);
  return new HostError('bug', message, { cause: error });
}
