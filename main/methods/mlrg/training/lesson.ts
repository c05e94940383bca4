/** What one student learns from one teacher. */
export interface Lesson {
  /**
   * D_KL(p_tch ‖ p_std) of the visible spins in nats (Eq. 7); writes its gradient with respect to the student's couplings. Both may be
   * estimates.
   */
  compare(teacher: Float64Array, student: Float64Array, gradient: Float64Array): number;
}
