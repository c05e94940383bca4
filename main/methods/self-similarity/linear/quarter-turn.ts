import type { Spacetime } from '../spacetime.ts';

/** A planar series turned by a quarter, (x, y) → (−y, x): cells move, and where the last two fields are a vector they turn with them. */
export function quarterTurn(series: Spacetime): Spacetime {
  const { runs, times, fields, height, width, vectors } = series;
  const data = new Float32Array(series.data.length);
  const lattice = height * width;
  for (let state = 0; state < runs * times; state++) {
    for (let field = 0; field < fields; field++) {
      const { source, sign } = sourceOf(field, fields, vectors);
      const from = (state * fields + source) * lattice;
      const to = (state * fields + field) * lattice;
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          data[to + x * height + (height - 1 - y)] = sign * series.data[from + y * width + x];
        }
      }
    }
  }
  return { ...series, height: width, width: height, data };
}

/** Which field of the unturned series a field of the turned one is, and with which sign. */
function sourceOf(field: number, fields: number, vectors: boolean): { source: number; sign: 1 | -1 } {
  if (!vectors || field < fields - 2) return { source: field, sign: 1 };
  return field === fields - 2 ? { source: fields - 1, sign: -1 } : { source: fields - 2, sign: 1 };
}
