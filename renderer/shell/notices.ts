import { shallowRef } from 'vue';
import { toHostError } from '../bridge/errors.ts';

export interface Notice {
  id: number;
  level: 'info' | 'warning' | 'error';
  title: string;
  message: string;
  /** A button: undo, show the run. */
  action?: { title: string; run: () => void };
}

/** What the toasts show, oldest first. */
export const notices = shallowRef<readonly Notice[]>([]);
let next = 1;

export function notify(notice: Omit<Notice, 'id'>): number {
  const id = next++;
  notices.value = [...notices.value.slice(-4), { ...notice, id }];
  return id;
}

export function dismiss(id: number) {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

/** Shows a failure in words: what was wrong, where, what to do. */
export function report(error: unknown, title: string) {
  const { message, where, remedy } = toHostError(error);
  notify({
    level: 'error',
    title,
    message: [message, where && `At ${where}.`, remedy].filter(Boolean).join(' '),
  });
}
