import { shallowRef } from 'vue';

export interface Question {
  title: string;
  message: string;
  /** What the button does, with a verb: "Stop the run". */
  confirm: string;
  danger?: boolean;
}

/** The question the dialog shows now. */
export const question = shallowRef<(Question & { answer: (yes: boolean) => void }) | null>(null);

/** Asks the user; resolves with the answer. A second question answers the first with no. */
export function confirm(asked: Question): Promise<boolean> {
  question.value?.answer(false);
  return new Promise((resolve) => {
    question.value = {
      ...asked,
      answer: (yes) => {
        question.value = null;
        resolve(yes);
      },
    };
  });
}
