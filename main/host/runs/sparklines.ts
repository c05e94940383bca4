import type { MetricSeries, Sparkline } from '../../../preload/contract/index.ts';
import { CurveTail } from './curve-tail.ts';

/** Files whose curves are remembered; those that were asked for longest ago go first. */
const remembered = 1000;
/** Files read at the same time. */
const atOnce = 4;

/**
 * Small curves of runs for lists. Of a file only what was added since is read, so that a list of hundreds costs no more than what
 * its running ones write.
 */
export class Sparklines {
  readonly #tails = new Map<string, CurveTail>();

  /** The main curve in each file of metrics, by the names given; files without a curve are left out. */
  async read(files: ReadonlyMap<string, string>, points: number): Promise<Record<string, Sparkline>> {
    const waiting = [...files];
    const found: [string, Sparkline][] = [];
    const lane = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, path] = next;
        const curve = mainCurve(await this.#tail(path).read(points));
        if (curve) found.push([name, curve]);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    return Object.fromEntries(found);
  }

  #tail(path: string): CurveTail {
    const tail = this.#tails.get(path) ?? new CurveTail(path);
    this.#tails.delete(path);
    this.#tails.set(path, tail);
    for (const oldest of this.#tails.keys()) {
      if (this.#tails.size <= remembered) break;
      this.#tails.delete(oldest);
    }
    return tail;
  }
}

/** The curve a run is about: one that is made small where there is one, else the first in the file. */
export function mainCurve(curves: MetricSeries): Sparkline | null {
  const names = Object.keys(curves);
  const metric = names.find((name) => /loss|divergence|nll|error/i.test(name)) ?? names[0];
  const curve = metric === undefined ? undefined : curves[metric];
  return metric === undefined || !curve || curve.step.length === 0 ? null : { metric, ...curve };
}
