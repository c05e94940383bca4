import type { DiffusionSettings } from './settings.ts';

/**
 * One explicit Euler step u ← u + (D Δt/dx²)·(u₋ − 2u + u₊), dx = 1, from `state` to `next`. Walls at the outer faces of the end cells: the cell
 * behind a reflecting one has the value of the end cell, that behind an absorbing one its negative, which puts the zero on the face.
 */
export function eulerStep(
  state: Float64Array,
  next: Float64Array,
  courant: number,
  boundary: DiffusionSettings['boundary'],
): void {
  const last = state.length - 1;
  const behind = boundary === 'reflecting' ? 1 : -1;
  const left = boundary === 'periodic' ? state[last] : behind * state[0];
  const right = boundary === 'periodic' ? state[0] : behind * state[last];
  next[0] = state[0] + courant * (left - 2 * state[0] + state[1]);
  for (let i = 1; i < last; i++) {
    next[i] = state[i] + courant * (state[i - 1] - 2 * state[i] + state[i + 1]);
  }
  next[last] = state[last] + courant * (state[last - 1] - 2 * state[last] + right);
}
