import { z } from 'zod';

/**
 * Kinds of failure a caller can meet. All but `bug` are answers to what the user or caller did, carry a sentence that says
 * what was wrong, where, and what to do, and leave the host as it was.
 */
export const errorCodes = [
  'unknown-call',
  'bad-argument',
  'too-large',
  'not-found',
  'bad-file',
  'bad-specification',
  'unstable',
  'wrong-state',
  'busy',
  'cancelled',
  'storage',
  'not-available',
  'bug',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export const hostErrorShape = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  /** Where: a path into the argument, a file and offset, a run. */
  where: z.string().optional(),
  /** What the user can do about it. */
  remedy: z.string().optional(),
});

export type HostErrorShape = z.infer<typeof hostErrorShape>;

/** An error that may cross the contract: a sentence for the user and a code for the program. */
export class HostError extends Error {
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly remedy: string | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    details: { where?: string; remedy?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'HostError';
    this.code = code;
    this.where = details.where;
    this.remedy = details.remedy;
  }

  toShape(): HostErrorShape {
    return {
      code: this.code,
      message: this.message,
      ...(this.where === undefined ? {} : { where: this.where }),
      ...(this.remedy === undefined ? {} : { remedy: this.remedy }),
    };
  }

  static fromShape(shape: HostErrorShape): HostError {
    return new HostError(shape.code, shape.message, {
      ...(shape.where === undefined ? {} : { where: shape.where }),
      ...(shape.remedy === undefined ? {} : { remedy: shape.remedy }),
    });
  }
}
