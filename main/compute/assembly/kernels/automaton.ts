/**
 * Elementary cellular automata on a periodic row, 128 cells per instruction. Cell i is bit i & 31 of the 32-bit word i >> 5, so the left
 * neighbours of a word are the word shifted up, with the top bit of the word before; unaligned loads fetch the words before and after.
 */

/** All ones where bit `context` of `rule` is set. */
// @ts-ignore: decorator
@inline
function outputs(rule: i32, context: i32): v128 {
  return i32x4.splat(-((rule >> context) & 1));
}

/** Makes the row periodic: the last cell stands before the first, and the first after the last. */
// @ts-ignore: decorator
@inline
function wrap(row: usize, width: i32): void {
  const last = width - 1;
  store<u32>(row - 4, ((load<u32>(row + ((last >> 5) << 2)) >> (last & 31)) & 1) << 31);
  const after = row + ((width >> 5) << 2);
  const shift = width & 31;
  const kept = load<u32>(after) & ((1 << shift) - 1);
  store<u32>(after, kept | ((load<u32>(row) & 1) << shift));
}

/**
 * `steps` generations of a row of `width` ≥ 3 cells at byte address `row`, with room for as many at `other`. Both need 16 free bytes
 * before and 32 after. The result is at `row` when `steps` is even, else at `other`; bits after the last cell are undefined.
 */
export function advance(row: usize, other: usize, width: i32, steps: i32, rule: i32): void {
  const o0 = outputs(rule, 0);
  const o1 = outputs(rule, 1);
  const o2 = outputs(rule, 2);
  const o3 = outputs(rule, 3);
  const o4 = outputs(rule, 4);
  const o5 = outputs(rule, 5);
  const o6 = outputs(rule, 6);
  const o7 = outputs(rule, 7);
  const bytes: usize = ((width + 31) >> 5) << 2;
  for (let step = 0; step < steps; step++) {
    wrap(row, width);
    for (let offset: usize = 0; offset < bytes; offset += 16) {
      const at = row + offset;
      const centre = v128.load(at);
      const left = v128.or(i32x4.shl(centre, 1), i32x4.shr_u(v128.load(at - 4), 31));
      const right = v128.or(i32x4.shr_u(centre, 1), i32x4.shl(v128.load(at + 4), 31));
      const leftOff = v128.bitselect(
        v128.bitselect(o3, o2, right),
        v128.bitselect(o1, o0, right),
        centre,
      );
      const leftOn = v128.bitselect(v128.bitselect(o7, o6, right), v128.bitselect(o5, o4, right), centre);
      v128.store(other + offset, v128.bitselect(leftOn, leftOff, left));
    }
    const swapped = row;
    row = other;
    other = swapped;
  }
}
