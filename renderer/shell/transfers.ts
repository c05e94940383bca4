import { shallowRef } from 'vue';

/** Bytes on their way into or out of the workbench; the status line shows them. */
export interface Transfer {
  id: number;
  /** What goes where: "Packing critical chain". */
  title: string;
  /** 0 to 1; null while it is not known how much there is. */
  fraction: number | null;
  cancel: () => void;
}

/** What is on its way now, oldest first. */
export const transfers = shallowRef<readonly Transfer[]>([]);
let next = 1;

/**
 * Does a piece of work that moves bytes, shown with its progress for as long as it takes.
 * @param work is given what tells its progress (0 to 1) and a signal that aborts when the user cancels
 */
export async function showTransfer<T>(
  title: string,
  work: (progress: (fraction: number) => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const id = next++;
  const cancelling = new AbortController();
  transfers.value = [...transfers.value, { id, title, fraction: null, cancel: () => cancelling.abort() }];
  const progress = (fraction: number) => {
    transfers.value = transfers.value.map((transfer) =>
      transfer.id === id ? { ...transfer, fraction } : transfer,
    );
  };
  try {
    return await work(progress, cancelling.signal);
  } finally {
    transfers.value = transfers.value.filter((transfer) => transfer.id !== id);
  }
}
