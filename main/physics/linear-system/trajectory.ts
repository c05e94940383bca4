/** Points of a trajectory beside its start (MacroNet, Sec. 3.1: n = 8, δt = 1/n). */
export const trajectoryPoints = 8;

/**
 * Trajectory of dx/dt = M x (Eq. 7) by explicit Euler steps x_{t+1} = x_t + M x_t / 8.
 *
 * @param m matrix M in row order, 4 numbers
 * @param x0 start, 2 numbers
 * @returns 8 points after the start, 16 numbers (x, y of each)
 */
export function trajectory(m: ArrayLike<number>, x0: ArrayLike<number>): Float64Array {
  const points = new Float64Array(2 * trajectoryPoints);
  let x = x0[0];
  let y = x0[1];
  for (let t = 0; t < trajectoryPoints; t++) {
    const dx = (m[0] * x + m[1] * y) / trajectoryPoints;
    const dy = (m[2] * x + m[3] * y) / trajectoryPoints;
    x += dx;
    y += dy;
    points[2 * t] = x;
    points[2 * t + 1] = y;
  }
  return points;
}

/** Angle in (−π, π]. */
function wrap(angle: number): number {
  return angle - 2 * Math.PI * Math.ceil(angle / (2 * Math.PI) - 0.5);
}

/**
 * The same trajectory as [log r₁, θ₁, Δlog r × 7, Δθ × 7]: increments of the logarithm of the radius and of the angle, in
 * (−π, π]. A bijection of the plane without its origin, and what a coupling flow cannot find for itself: raw positions wind
 * around the origin, and an affine coupling cannot unwind an angle.
 */
export function toPolar(points: ArrayLike<number>): Float64Array {
  const polar = new Float64Array(2 * trajectoryPoints);
  let logRadius = 0;
  let angle = 0;
  for (let t = 0; t < trajectoryPoints; t++) {
    const x = points[2 * t];
    const y = points[2 * t + 1];
    const nextLogRadius = Math.log(Math.max(Math.hypot(x, y), 1e-12));
    const nextAngle = Math.atan2(y, x);
    if (t === 0) {
      polar[0] = nextLogRadius;
      polar[1] = nextAngle;
    } else {
      polar[1 + t] = nextLogRadius - logRadius;
      polar[trajectoryPoints + t] = wrap(nextAngle - angle);
    }
    logRadius = nextLogRadius;
    angle = nextAngle;
  }
  return polar;
}

/** Inverse of `toPolar`. */
export function fromPolar(polar: ArrayLike<number>): Float64Array {
  const points = new Float64Array(2 * trajectoryPoints);
  let logRadius = polar[0];
  let angle = polar[1];
  for (let t = 0; t < trajectoryPoints; t++) {
    if (t > 0) {
      logRadius += polar[1 + t];
      angle += polar[trajectoryPoints + t];
    }
    const radius = Math.exp(logRadius);
    points[2 * t] = radius * Math.cos(angle);
    points[2 * t + 1] = radius * Math.sin(angle);
  }
  return points;
}

/** Signed angle swept from the first point to the last, in radians: positive is anticlockwise. */
export function sweptAngle(points: ArrayLike<number>): number {
  const polar = toPolar(points);
  let sum = 0;
  for (let t = 1; t < trajectoryPoints; t++) sum += polar[trajectoryPoints + t];
  return sum;
}

/** Antisymmetric part M₁₀ − M₀₁: its sign is the sense in which M turns the plane on average. */
export function turning(m: ArrayLike<number>): number {
  return m[2] - m[1];
}

/** Whether M has complex eigenvalues, so that every trajectory turns the same way for ever. */
export function rotates(m: ArrayLike<number>): boolean {
  return (m[0] - m[3]) ** 2 + 4 * m[1] * m[2] < 0;
}
