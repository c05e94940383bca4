import { closeSync, fstatSync, fsyncSync, openSync, readSync } from 'node:fs';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { MetricPoint, MetricSeries } from '../../../preload/contract/index.ts';
import { isMissing, storageError, writeAllSync } from './files.ts';

/** Appends to metrics.jsonl, one line [name, step, value] per point. All of it throws HostError 'storage'. */
export class MetricsFile {
  readonly #path: string;
  #file: number | null = null;

  constructor(path: string) {
    this.#path = path;
    this.#attempt(() => {
      this.#file = openSync(path, 'a+');
      // A worker killed while it wrote, and a disk that took only a part, leave half a line; the next one starts on its own.
      const { size } = fstatSync(this.#file);
      const last = Buffer.alloc(1);
      if (size > 0 && readSync(this.#file, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a) {
        writeAllSync(this.#file, Buffer.from('\n'));
      }
    });
  }

  append(points: readonly MetricPoint[]): void {
    if (points.length === 0) return;
    this.#attempt((file) => writeAllSync(file, Buffer.from(points.map(line).join(''))));
  }

  /** What was appended outlives a loss of power: to be called before a checkpoint that comes after it. */
  sync(): void {
    this.#attempt(fsyncSync);
  }

  /** May be called again: the system gives closed numbers to other files. */
  close(): void {
    const file = this.#file;
    this.#file = null;
    if (file !== null) closeSync(file);
  }

  #attempt(work: (file: number) => void): void {
    try {
      work(this.#file ?? -1);
    } catch (error) {
      throw storageError(this.#path, error);
    }
  }
}

// JSON has no NaN: a diverged loss is written as null and read back as NaN.
const line = ({ name, step, value }: MetricPoint) => `${JSON.stringify([name, step, value])}\n`;

/**
 * Reads the curves, each thinned to at most `limit` points, first and last included. A run that went on from a checkpoint wrote
 * some steps twice; the later points count. Lines that can't be read are passed over. No file, no curves.
 */
export async function readMetrics(path: string, limit: number): Promise<MetricSeries> {
  const curves = new Map<string, { step: number[]; value: number[] }>();
  const stream = createReadStream(path);
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      const point = parseLine(text);
      if (!point) continue;
      let curve = curves.get(point.name);
      if (!curve) curves.set(point.name, (curve = { step: [], value: [] }));
      while (curve.step.length > 0 && (curve.step.at(-1) ?? 0) >= point.step) {
        curve.step.pop();
        curve.value.pop();
      }
      curve.step.push(point.step);
      curve.value.push(point.value);
    }
  } catch (error) {
    if (!isMissing(error)) throw storageError(path, error);
  }
  return Object.fromEntries([...curves].map(([name, curve]) => [name, thin(curve, limit)]));
}

/** A line of metrics.jsonl, or null for one that was not written whole. */
export function parseLine(text: string): MetricPoint | null {
  try {
    const [name, step, value] = JSON.parse(text) as [unknown, unknown, unknown];
    if (typeof name !== 'string' || typeof step !== 'number') return null;
    if (value !== null && typeof value !== 'number') return null;
    return { name, step, value: value ?? Number.NaN };
  } catch {
    return null;
  }
}

/** Evenly spaced points; a curve is looked at as a whole, so no point is favoured but the ends. */
function thin({ step, value }: { step: number[]; value: number[] }, limit: number) {
  const n = step.length;
  if (n <= limit) return { step: Float64Array.from(step), value: Float64Array.from(value) };
  const at = (i: number) => Math.round((i * (n - 1)) / (limit - 1));
  return {
    step: Float64Array.from({ length: limit }, (_, i) => step[at(i)] ?? Number.NaN),
    value: Float64Array.from({ length: limit }, (_, i) => value[at(i)] ?? Number.NaN),
  };
}
