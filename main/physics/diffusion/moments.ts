/** Total, mean position and second central moment (cells²) of masses on a line of cells at 0, 1, 2 … */
export interface MassMoments {
  mass: number;
  mean: number;
  variance: number;
}

/**
 * Moments of a distribution of mass over cells. On a ring, positions are taken within half a turn of the direction in which the masses
 * point together; a distribution that points nowhere (an even one) has no variance there: NaN. The masses may be scaled by anything, also
 * below zero; without mass there are no moments: NaN.
 */
export function massMoments(masses: ArrayLike<number>, ring: boolean): MassMoments {
  const cells = masses.length;
  let mass = 0;
  let size = 0;
  for (let i = 0; i < cells; i++) {
    mass += masses[i];
    size += Math.abs(masses[i]);
  }
  const centre = ring ? directionOf(masses, size) : 0;
  if (size === 0 || Math.abs(mass) < rounding * size || Number.isNaN(centre)) {
    return { mass, mean: Number.NaN, variance: Number.NaN };
  }
  let first = 0;
  let second = 0;
  for (let i = 0; i < cells; i++) {
    const away = i - centre;
    const distance = ring ? away - cells * Math.round(away / cells) : away;
    first += masses[i] * distance;
    second += masses[i] * distance * distance;
  }
  const shift = first / mass;
  return { mass, mean: centre + shift, variance: second / mass - shift * shift };
}

/** What remains of a sum that is zero but for rounding, as a share of its terms. */
const rounding = 1e-9;

/** Position, in cells, of the resultant of masses on a ring; NaN where it vanishes. */
function directionOf(masses: ArrayLike<number>, size: number): number {
  const cells = masses.length;
  let x = 0;
  let y = 0;
  for (let i = 0; i < cells; i++) {
    const angle = (2 * Math.PI * i) / cells;
    x += masses[i] * Math.cos(angle);
    y += masses[i] * Math.sin(angle);
  }
  if (Math.hypot(x, y) <= rounding * size) return Number.NaN;
  let total = 0;
  for (let i = 0; i < cells; i++) total += masses[i];
  // Masses of the other sign point the other way.
  const sign = total < 0 ? -1 : 1;
  return ((Math.atan2(sign * y, sign * x) / (2 * Math.PI)) * cells + cells) % cells;
}
