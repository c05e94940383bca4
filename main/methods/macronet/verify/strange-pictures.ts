import type { RandomStream } from '../../../compute/random.ts';
import { gaussianBlur } from '../pictures/degradation.ts';

/** Makes one n×n picture that no Gray–Scott system of the trained ranges grows. Values are arbitrary. */
export type StrangePicture = (n: number, stream: RandomStream) => Float32Array;

/** What a user might show by mistake, and what only looks like a pattern. The thresholds of a warning are never fitted to them. */
export const strangePictures: Record<string, StrangePicture> = {
  'white noise': noise,
  'noise, 1/f': (n, stream) => octaves(n, stream, 1),
  'noise, 1/f²': (n, stream) => octaves(n, stream, 2),
  'smooth noise': (n, stream) => gaussianBlur(noise(n, stream), n, stream.between(2, 8)),
  checkerboard: (n, stream) => {
    const period = 2 + stream.integer(10);
    return paint(n, (x, y) => (Math.floor(x / period) + Math.floor(y / period)) % 2);
  },
  gradient: (n, stream) => {
    const angle = stream.between(0, 2 * Math.PI);
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    return paint(n, (x, y) => x * cosine + y * sine + 0.5 * stream.normal());
  },
  'domains of spins': (n, stream) =>
    gaussianBlur(noise(n, stream), n, stream.between(1.5, 5)).map((value) => Math.sign(value)),
  'fine stripes': (n, stream) => stripes(n, stream, stream.between(2.2, 4)),
  'coarse stripes': (n, stream) => stripes(n, stream, stream.between(26, 60)),
  'text-like': text,
  'circles at random': (n, stream) => {
    const discs = Array.from({ length: 3 + stream.integer(8) }, () => ({
      x: stream.between(0, n),
      y: stream.between(0, n),
      radius: stream.between(3, n / 4),
    }));
    return paint(n, (x, y) => Number(discs.some((disc) => Math.hypot(x - disc.x, y - disc.y) < disc.radius)));
  },
};

/** The pixels of a pattern in random order: its intensities without its structure. */
export function shuffled(picture: Float32Array, stream: RandomStream): Float32Array {
  return Float32Array.from(stream.permutation(picture.length), (from) => picture[from]);
}

function paint(n: number, value: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, i) => value(i % n, Math.floor(i / n)));
}

function noise(n: number, stream: RandomStream): Float32Array {
  const picture = new Float32Array(n * n);
  stream.fillNormal(picture);
  return picture;
}

/** Sum of noise blurred at octaves, each with an amplitude that grows as its scale to the power: a spectrum of about 1/f^power. */
function octaves(n: number, stream: RandomStream, power: number): Float32Array {
  const sum = noise(n, stream);
  for (let scale = 1; scale <= n / 8; scale *= 2) {
    const layer = gaussianBlur(noise(n, stream), n, scale);
    // A blur by s leaves a deviation of 1/(2√π s).
    const weight = 2 * Math.sqrt(Math.PI) * scale * scale ** (power - 1);
    for (let i = 0; i < sum.length; i++) sum[i] += weight * layer[i];
  }
  return sum;
}

function stripes(n: number, stream: RandomStream, wavelength: number): Float32Array {
  const angle = stream.between(0, Math.PI);
  const phase = stream.between(0, 2 * Math.PI);
  const wave = (2 * Math.PI) / wavelength;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  return paint(n, (x, y) => Math.sin(wave * (x * cosine + y * sine) + phase));
}

/** Lines of blocks of 3×5 pixels that are set at random, as letters are. */
function text(n: number, stream: RandomStream): Float32Array {
  const picture = new Float32Array(n * n);
  const scale = 1 + stream.integer(2);
  for (let top = 2; top + 5 * scale < n; top += 8 * scale) {
    for (let left = 2; left + 3 * scale < n; left += 4 * scale) {
      if (stream.uniform() < 0.15) continue;
      for (let y = 0; y < 5 * scale; y++) {
        for (let x = 0; x < 3 * scale; x++) {
          const set =
            ((Math.imul(
              left * 31 + top * 17 + Math.floor(y / scale) * 7 + Math.floor(x / scale),
              0x9e3779b1,
            ) >>>
              28) &
              3) >
            0;
          picture[(top + y) * n + left + x] = Number(set);
        }
      }
    }
  }
  return picture;
}
