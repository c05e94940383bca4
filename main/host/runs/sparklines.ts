import { stat } from 'node:fs/promises';
import type { MetricSeries, Sparkline } from '../../../preload/contract/index.ts';
import { readMetrics } from '../store/metrics.ts';

/** Curves that are remembered; the oldest go first. */
const remembered = 2000;
/** Files read at the same time. */
const atOnce = 4;

interface Remembered {
  stamp: string;
  curve: Sparkline | null;
}

/**
 * Small curves of runs for lists. A file is read again only when it has grown, so that a list of hundreds costs no more than its
 * running ones.
 */
export class Sparklines {
  readonly #remembered = new Map<string, Remembered>();

  /** The main curve in each file of metrics, by the names given; files without a curve are left out. */
  async read(files: ReadonlyMap<string, string>, points: number): Promise<Record<string, Sparkline>> {
    const waiting = [...files];
    const found: [string, Sparkline][] = [];
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, path] = next;
        const curve = await this.#curve(path, points);
        if (curve) found.push([name, curve]);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return Object.fromEntries(found);
  }

  async #curve(path: string, points: number): Promise<Sparkline | null> {
    const file = await stat(path).catch(() => null);
    if (!file) return null;
    const stamp = `${file.size} ${file.mtimeMs} ${file.ino} ${points}`;
    const known = this.#remembered.get(path);
    if (known?.stamp === stamp) return known.curve;
    const curve = mainCurve(await readMetrics(path, points));
    this.#remembered.delete(path);
    this.#remembered.set(path, { stamp, curve });
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= remembered) break;
      this.#remembered.delete(oldest);
    }
    return curve;
  }
}

/** The curve a run is about: one that is made small where there is one, else the first in the file. */
export function mainCurve(curves: MetricSeries): Sparkline | null {
  const names = Object.keys(curves);
  const metric = names.find((name) => /loss|divergence|nll|error/i.test(name)) ?? names[0];
  const curve = metric === undefined ? undefined : curves[metric];
  return metric === undefined || !curve || curve.step.length === 0 ? null : { metric, ...curve };
}
