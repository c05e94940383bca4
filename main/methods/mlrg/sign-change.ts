/** Bracketing widens by this factor each time. */
const widening = 1.5;

interface Point {
  x: number;
  value: number;
}

const secant = (p: Point, q: Point) => p.x - (p.value * (q.x - p.x)) / (q.value - p.value);

function* at(x: number): Generator<number, Point, number> {
  return { x, value: yield x };
}

/**
 * Where a function of one positive variable changes from negative to positive, to within `precision`. A generator: it
 * yields a point and is sent the value there, so that the caller decides where and when values are computed. Starts from guess·(1 ± reach)
 * and widens that until the ends differ in sign; answers null when they do not between `low` and `high`.
 *
 * The ITP method (Oliveira and Takahashi, ACM Trans. Math. Softw. 47, 5, 2020), which never takes more than one evaluation more than
 * bisection. Its estimate is the secant through the last two points of the side that is nearer to zero, as the function may have another
 * slope on either side.
 */
export function* signChange(
  guess: number,
  reach: number,
  precision: number,
  [low, high]: readonly [number, number],
): Generator<number, number | null, number> {
  /** The last points of each side, newest first; their heads are the bracket. */
  const negative: Point[] = [];
  const positive: Point[] = [];
  const sort = (point: Point) => void (point.value < 0 ? negative : positive).unshift(point);

  let lowest = Math.max(low, guess * (1 - reach));
  let highest = Math.min(high, guess * (1 + reach));
  sort(yield* at(lowest));
  while (negative.length === 0 && lowest > low) {
    lowest = Math.max(low, lowest / widening);
    sort(yield* at(lowest));
  }
  if (positive.length === 0) sort(yield* at(highest));
  while (positive.length === 0 && highest < high) {
    highest = Math.min(high, highest * widening);
    sort(yield* at(highest));
  }
  if (negative.length === 0 || positive.length === 0) return null;

  const first = positive[0].x - negative[0].x;
  const least = precision / 2;
  const bisections = Math.ceil(Math.log2(first / (2 * least)));
  for (let left = bisections + 1; ; left--) {
    const [a, b] = [negative[0], positive[0]];
    const width = b.x - a.x;
    if (width <= 2 * least) break;
    const middle = (a.x + b.x) / 2;
    const [nearest, next] = -a.value < b.value ? negative : positive;
    let estimate = next ? secant(nearest, next) : Number.NaN;
    if (!(estimate >= a.x && estimate <= b.x)) estimate = secant(a, b);
    // A little beyond the estimate, so that the far end moves too.
    const beyond = Math.max(least, (0.2 * width ** 2) / first);
    const offset = middle - estimate;
    const shifted = Math.abs(offset) > beyond ? estimate + Math.sign(offset) * beyond : middle;
    // As far from the middle as the bisections that are left can make good.
    const allowed = Math.max(0, least * 2 ** left - width / 2);
    sort(yield* at(Math.min(Math.max(shifted, middle - allowed), middle + allowed)));
  }
  return (negative[0].x + positive[0].x) / 2;
}

/** The same between two ends, of a function that is at hand; null where it is not negative at the lower and positive at the upper end. */
export function signChangeBetween(
  f: (x: number) => number,
  [low, high]: readonly [number, number],
  precision: number,
): number | null {
  const search = signChange((low + high) / 2, 1, precision, [low, high]);
  let next = search.next();
  while (!next.done) next = search.next(f(next.value));
  return next.value;
}
