import { Divergence } from '../exact/divergence.ts';
import type { Enumeration } from '../exact/enumeration.ts';
import type { Lesson } from './lesson.ts';

/** Divergence and gradient by enumeration: no noise. */
export class ExactLesson implements Lesson {
  readonly #divergence: Divergence;

  constructor(enumeration: Enumeration) {
    this.#divergence = new Divergence(enumeration);
  }

  compare(teacher: Float64Array, student: Float64Array, gradient: Float64Array): number {
    this.#divergence.teach(teacher);
    return this.#divergence.evaluate(student, gradient);
  }
}
