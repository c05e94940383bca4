/**
 * Gray–Scott time steps on one periodic n × n lattice, float32, four cells at a time.
 *
 * A row is read once from left to right; the neighbours in x are shuffled out of the vectors before and after, so that wrapping
 * costs one comparison per vector and the planes need no margin. Every sum is bracketed as in physics/gray-scott/twin.ts, and
 * both round to float32 after each operation: they give the same bits.
 */

// @ts-ignore: decorator
@inline
function leftOf(before: v128, here: v128): v128 {
  return v128.shuffle<f32>(before, here, 3, 4, 5, 6);
}

// @ts-ignore: decorator
@inline
function rightOf(here: v128, after: v128): v128 {
  return v128.shuffle<f32>(here, after, 1, 2, 3, 4);
}

/** Sum over the stencil: cross − 4 centre, or 4 cross + diagonal − 20 centre (its 1/6 is in the coefficient). */
// @ts-ignore: decorator
@inline
function laplacian(
  before: v128,
  here: v128,
  after: v128,
  columnBefore: v128,
  column: v128,
  columnAfter: v128,
  nine: bool,
): v128 {
  const cross = f32x4.add(column, f32x4.add(leftOf(before, here), rightOf(here, after)));
  if (!nine) return f32x4.sub(cross, f32x4.mul(f32x4.splat(4), here));
  const diagonal = f32x4.add(leftOf(columnBefore, column), rightOf(column, columnAfter));
  return f32x4.sub(
    f32x4.add(f32x4.mul(f32x4.splat(4), cross), diagonal),
    f32x4.mul(f32x4.splat(20), here),
  );
}

// @ts-ignore: decorator
@inline
function sweep(
  a: usize,
  b: usize,
  aNext: usize,
  bNext: usize,
  n: usize,
  diffusionA: v128,
  diffusionB: v128,
  feed: v128,
  loss: v128,
  dt: v128,
  nine: bool,
): void {
  const one = f32x4.splat(1);
  // Keeps b out of the denormal range, where float32 arithmetic runs at half speed.
  const guard = f32x4.splat(1e-15);
  const row = n << 2;
  const plane = n * row;
  for (let y: usize = 0; y < plane; y += row) {
    const up = y == 0 ? plane - row : y - row;
    const down = y + row == plane ? 0 : y + row;
    const aRow = a + y;
    const bRow = b + y;
    const aUp = a + up;
    const bUp = b + up;
    const aDown = a + down;
    const bDown = b + down;
    const last = row - 16;
    let aBefore = v128.load(aRow + last);
    let bBefore = v128.load(bRow + last);
    let aHere = v128.load(aRow);
    let bHere = v128.load(bRow);
    let aColumnBefore = f32x4.add(v128.load(aUp + last), v128.load(aDown + last));
    let bColumnBefore = f32x4.add(v128.load(bUp + last), v128.load(bDown + last));
    let aColumn = f32x4.add(v128.load(aUp), v128.load(aDown));
    let bColumn = f32x4.add(v128.load(bUp), v128.load(bDown));
    for (let x: usize = 0; x < row; x += 16) {
      const next: usize = x == last ? 0 : x + 16;
      const aAfter = v128.load(aRow + next);
      const bAfter = v128.load(bRow + next);
      const aColumnAfter = f32x4.add(v128.load(aUp + next), v128.load(aDown + next));
      const bColumnAfter = f32x4.add(v128.load(bUp + next), v128.load(bDown + next));
      const aLaplacian = laplacian(aBefore, aHere, aAfter, aColumnBefore, aColumn, aColumnAfter, nine);
      const bLaplacian = laplacian(bBefore, bHere, bAfter, bColumnBefore, bColumn, bColumnAfter, nine);
      const reaction = f32x4.mul(dt, f32x4.mul(aHere, f32x4.mul(bHere, bHere)));
      const aChange = f32x4.add(
        f32x4.mul(diffusionA, aLaplacian),
        f32x4.sub(f32x4.mul(feed, f32x4.sub(one, aHere)), reaction),
      );
      const bChange = f32x4.add(
        f32x4.mul(diffusionB, bLaplacian),
        f32x4.sub(reaction, f32x4.mul(loss, bHere)),
      );
      v128.store(aNext + y + x, f32x4.add(aHere, aChange));
      v128.store(bNext + y + x, f32x4.add(f32x4.add(bHere, bChange), guard));
      aBefore = aHere;
      bBefore = bHere;
      aHere = aAfter;
      bHere = bAfter;
      aColumnBefore = aColumn;
      bColumnBefore = bColumn;
      aColumn = aColumnAfter;
      bColumn = bColumnAfter;
    }
  }
}

/**
 * `steps` explicit Euler steps between two pairs of planes at byte addresses (a, b) and (aNext, bNext). The result is in the first
 * pair when `steps` is even, in the second when it is odd. Coefficients: dt·D (nine-point: dt·D/6), feed = dt·F,
 * loss = dt·(F + k).
 */
export function advance(
  a: usize,
  b: usize,
  aNext: usize,
  bNext: usize,
  n: usize,
  steps: u32,
  diffusionA: f32,
  diffusionB: f32,
  feed: f32,
  loss: f32,
  dt: f32,
  nine: bool,
): void {
  const dA = f32x4.splat(diffusionA);
  const dB = f32x4.splat(diffusionB);
  const f = f32x4.splat(feed);
  const g = f32x4.splat(loss);
  const t = f32x4.splat(dt);
  for (let step: u32 = 0; step < steps; step++) {
    if (nine) sweep(a, b, aNext, bNext, n, dA, dB, f, g, t, true);
    else sweep(a, b, aNext, bNext, n, dA, dB, f, g, t, false);
    const aOld = a;
    const bOld = b;
    a = aNext;
    b = bNext;
    aNext = aOld;
    bNext = bOld;
  }
}
