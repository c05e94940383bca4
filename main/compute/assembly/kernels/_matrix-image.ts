import { masked } from './_matrix-arithmetic';

/** Copies `count` floats, a multiple of 8, to consecutive places. */
@inline
function copyRow(source: usize, target: usize, count: i32): void {
  for (let x: usize = 0; x < <usize>(4 * count); x += 16) v128.store(target + x, v128.load(source + x));
}

/** Even and odd places of a row of `count` floats, a multiple of 8, to two rows. */
@inline
function splitRow(source: usize, even: usize, odd: usize, count: i32): void {
  for (let x: usize = 0; x < <usize>(4 * count); x += 32) {
    const first = v128.load(source + x);
    const second = v128.load(source + x, 16);
    v128.store(even + (x >> 1), v128.shuffle<f32>(first, second, 0, 2, 4, 6));
    v128.store(odd + (x >> 1), v128.shuffle<f32>(first, second, 1, 3, 5, 7));
  }
}

export function padCircular(
  channels: i32,
  channelStride: i32,
  height: i32,
  width: i32,
  pad: i32,
  phases: i32,
  source: usize,
  target: usize,
): void {
  // phases is 1 or 2, so that phase and place of a column are its low bit, if any, and the rest.
  const shift = phases - 1;
  const rowLength = (width + 2 * pad) >> shift;
  const rows = height + 2 * pad;
  const phaseBytes = <usize>(4 * rowLength * rows);
  const rowBytes = <usize>(4 * rowLength);
  for (let channel = 0; channel < channels; channel++) {
    let to = target;
    for (let y = -pad; y < height + pad; y++) {
      const row = y < 0 ? y + height : y >= height ? y - height : y;
      const from = source + <usize>(4 * width * row);
      if (phases == 1) {
        copyRow(from, to + <usize>(4 * pad), width);
      } else {
        // Column x of the source is column x + pad of the padded row: an odd pad swaps the phases.
        const first = to + <usize>(pad & 1) * phaseBytes + <usize>(4 * (pad >> 1));
        const second = to + <usize>(1 - (pad & 1)) * phaseBytes + <usize>(4 * ((pad + 1) >> 1));
        splitRow(from, first, second, width);
      }
      for (let edge = 0; edge < pad; edge++) {
        const left = edge;
        const right = edge + width + pad;
        store<f32>(
          to + <usize>(left & shift) * phaseBytes + <usize>(4 * (left >> shift)),
          load<f32>(from + <usize>(4 * (width - pad + edge))),
        );
        store<f32>(
          to + <usize>(right & shift) * phaseBytes + <usize>(4 * (right >> shift)),
          load<f32>(from + <usize>(4 * edge)),
        );
      }
      to += rowBytes;
    }
    source += <usize>(4 * channelStride);
    target += <usize>phases * phaseBytes;
  }
}

export function interleave(
  planes: i32,
  height: i32,
  width: i32,
  parity: i32,
  even: usize,
  odd: usize,
  target: usize,
  mask: usize,
  slope: f32,
): void {
  const slopes = f32x4.splat(slope);
  const rowBytes = <usize>(4 * width);
  target += <usize>parity * rowBytes;
  mask += <usize>parity * rowBytes;
  for (let row = 0; row < planes * (height >> 1); row++) {
    for (let x: usize = 0; x < rowBytes; x += 32) {
      const a = v128.load(even);
      const b = v128.load(odd);
      const first = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const second = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      v128.store(target + x, masked(first, v128.load(mask + x), slopes));
      v128.store(target + x + 16, masked(second, v128.load(mask + x, 16), slopes));
      even += 16;
      odd += 16;
    }
    target += 2 * rowBytes;
    mask += 2 * rowBytes;
  }
}
