import { HostError } from '../../preload/contract/errors.ts';

/** The HostError an action ends with; anything else it throws, or nothing, fails the test. */
export function faultOf(action: () => unknown): HostError {
  try {
    action();
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
  throw new Error('expected a HostError, but nothing was thrown');
}

/** The HostError a promise is rejected with; any other rejection, or none, fails the test. */
export async function rejectionOf(promise: Promise<unknown>): Promise<HostError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
  throw new Error('expected a HostError, but the promise was fulfilled');
}
