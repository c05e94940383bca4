import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { MetricPoint, MetricSeries } from '../../../preload/contract/index.ts';
import { parseLine } from '../store/metrics.ts';

/** Points of a curve in memory, at most twice as many while it is read. */
const keptPoints = 512;

/** A curve that is thinned as it grows: of long ones every second, fourth, eighth … point. */
class ThinnedCurve {
  #step: number[] = [];
  #value: number[] = [];
  #stride = 1;
  #skipped = 0;
  #last: MetricPoint | null = null;

  add(point: MetricPoint): void {
    // A run that went on from a checkpoint says some steps twice; the later points count.
    while ((this.#step.at(-1) ?? -Infinity) >= point.step) {
      this.#step.pop();
      this.#value.pop();
    }
    this.#last = point;
    if (this.#skipped++ % this.#stride !== 0) return;
    this.#step.push(point.step);
    this.#value.push(point.value);
    if (this.#step.length < 2 * keptPoints) return;
    this.#step = this.#step.filter((_, i) => i % 2 === 0);
    this.#value = this.#value.filter((_, i) => i % 2 === 0);
    this.#stride *= 2;
    this.#skipped = 0;
  }

  /** At most so many points, the first and the last among them. */
  thinned(points: number): MetricSeries[string] {
    const step = [...this.#step];
    const value = [...this.#value];
    if (this.#last !== null && step.at(-1) !== this.#last.step) {
      step.push(this.#last.step);
      value.push(this.#last.value);
    }
    const n = Math.min(points, step.length);
    const at = (i: number) => (n < 2 ? 0 : Math.round((i * (step.length - 1)) / (n - 1)));
    return {
      step: Float64Array.from({ length: n }, (_, i) => step[at(i)] ?? Number.NaN),
      value: Float64Array.from({ length: n }, (_, i) => value[at(i)] ?? Number.NaN),
    };
  }
}

/** The curves of one metrics.jsonl, of which only what is new is read. */
export class CurveTail {
  readonly #path: string;
  #curves = new Map<string, ThinnedCurve>();
  #offset = 0;
  #file = '';
  #reading: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Every curve with at most so many points. No file, no curves. */
  async read(points: number): Promise<MetricSeries> {
    this.#reading = this.#reading.then(
      () => this.#readOn(),
      () => this.#readOn(),
    );
    await this.#reading;
    return Object.fromEntries([...this.#curves].map(([name, curve]) => [name, curve.thinned(points)]));
  }

  async #readOn(): Promise<void> {
    const file = await stat(this.#path).catch(() => null);
    const name = file === null ? '' : `${file.dev} ${file.ino}`;
    if (file === null || name !== this.#file || file.size < this.#offset) {
      // Another file: the run started again from nothing.
      this.#curves = new Map();
      this.#offset = 0;
      this.#file = name;
    }
    if (file === null || file.size === this.#offset) return;
    const start = this.#offset;
    const stream = createReadStream(this.#path, { start, end: file.size - 1 });
    let bytes = 0;
    let broken = 0;
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      const length = Buffer.byteLength(line) + 1;
      bytes += length;
      const point = parseLine(line);
      broken = point === null ? length : 0;
      if (point === null) continue;
      let curve = this.#curves.get(point.name);
      if (!curve) this.#curves.set(point.name, (curve = new ThinnedCurve()));
      curve.add(point);
    }
    // The last line may be half written yet: it is read again, whole then.
    this.#offset = Math.min(file.size, start + bytes - broken);
  }
}
