import { roleOf, type GraphView, type RuleRole } from './view.ts';

/** A place on the unit disc. */
export interface Place {
  x: number;
  y: number;
  /** In radians, from the top, clockwise. */
  angle: number;
  role: RuleRole;
}

const turn = 2 * Math.PI;
/** Radii of the circles: rules where the flow ends, those that lead there in one step, two steps…, and those without a map. */
const radii = { sinks: 0.4, first: 0.65, spacing: 0.14, apart: 0.98 };
/** Half the distance of the two rules in the middle, where the trivial maps lead: 0 and 255. */
const middle = 0.09;
/** Two rows of a circle that is full, apart. */
const stagger = 0.075;
/** As many rules as a circle of radius one has room for in one row. */
const room = 92;
/** Angle between two fixed points, at least. */
const sinkGap = 0.24;
/** Angle that a rule which leads to it takes. */
const ruleGap = turn / (room * radii.first);
/** Where there are no rules without a map the others take their room. */
const widest = 0.95;

/**
 * Places of all rules of a view, always the same for the same graph: fixed points on an inner circle, in the order that has rules
 * leading to the same ones side by side; around them the rules that lead there, by the number of steps; outermost those without.
 */
export function layoutOf(view: GraphView): ReadonlyMap<number, Place> {
  const roles = new Map(view.rules.map((rule) => [rule, roleOf(view, rule)] as const));
  const places = new Map<number, Place>();
  const put = (rule: number, radius: number, angle: number) =>
    places.set(rule, {
      x: radius * Math.sin(angle),
      y: -radius * Math.cos(angle),
      angle,
      role: roles.get(rule)!,
    });

  const trivially = view.rules.filter((rule) => roles.get(rule) === 'fixed-trivially');
  for (const [index, rule] of trivially.entries()) {
    put(rule, trivially.length > 1 ? middle : 0, turn * (0.75 + index / Math.max(2, trivially.length)));
  }

  const targets = new Map(view.rules.map((rule) => [rule, nonTrivialTargets(view, rule)] as const));
  const levels = levelsOf(view, roles, targets);
  const sinks = orderSinks(levels[0] ?? [], targets, view.rules);
  const sectors = sectorsOf(sinks, levels[1] ?? [], targets);
  for (const rule of sinks) put(rule, radii.sinks, sectors.get(rule)!);
  for (const [index, level] of levels.slice(1).entries()) {
    const radius = radii.first + radii.spacing * index;
    const wished = level.map((rule) => ({
      rule,
      angle: meanAngle(targets.get(rule)!.flatMap((to) => places.get(to)?.angle ?? [])),
    }));
    const rows = level.length > room * radius ? 2 : 1;
    const gap = Math.min(turn / level.length, turn / (rows * room * radius));
    for (const [position, { rule, angle }] of spread(wished, gap).entries()) {
      put(rule, radius + (rows === 2 && position % 2 === 1 ? stagger : 0), angle);
    }
  }

  const apart = view.rules.filter((rule) => !places.has(rule));
  if (apart.length === 0) return widened(places);
  for (const [index, rule] of apart.entries()) put(rule, radii.apart, (turn * index) / apart.length);
  return places;
}

/** The same picture, as large as the disc. */
function widened(places: ReadonlyMap<number, Place>): Map<number, Place> {
  const outermost = Math.max(...[...places.values()].map(({ x, y }) => Math.hypot(x, y)));
  const factor = outermost > 0 ? widest / outermost : 1;
  return new Map(
    [...places].map(([rule, place]) => [rule, { ...place, x: factor * place.x, y: factor * place.y }]),
  );
}

const nonTrivialTargets = (view: GraphView, rule: number): number[] =>
  (view.from.get(rule) ?? []).flatMap(({ to, trivial }) => (trivial || to === rule ? [] : [to]));

/** Rules by the number of steps to where the flow ends: fixed points, and rules that others lead to but that lead nowhere. */
function levelsOf(
  view: GraphView,
  roles: ReadonlyMap<number, RuleRole>,
  targets: ReadonlyMap<number, readonly number[]>,
): number[][] {
  const sinks = view.rules.filter((rule) => ['fixed', 'ends'].includes(roles.get(rule)!));
  const known = new Set(sinks);
  const levels = [sinks];
  let waiting = view.rules.filter((rule) => roles.get(rule) === 'flows');
  while (waiting.length > 0) {
    const next = waiting.filter((rule) => targets.get(rule)!.some((to) => known.has(to)));
    // What only leads around in a circle among itself comes last.
    const level = next.length > 0 ? next : waiting;
    levels.push(level);
    for (const rule of level) known.add(rule);
    waiting = waiting.filter((rule) => !known.has(rule));
  }
  return levels;
}

/** An order around a circle in which sinks that are reached from the same rules, or from each other, are near each other. */
function orderSinks(
  sinks: readonly number[],
  targets: ReadonlyMap<number, readonly number[]>,
  rules: readonly number[],
): number[] {
  const order = [...sinks];
  const isSink = new Set(sinks);
  const pairs = new Map<string, number>();
  const bind = (a: number, b: number, weight: number) => {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    pairs.set(key, (pairs.get(key) ?? 0) + weight);
  };
  for (const rule of rules) {
    const reached = targets.get(rule)!.filter((to) => isSink.has(to));
    if (isSink.has(rule)) for (const to of reached) bind(rule, to, 2);
    for (const [i, a] of reached.entries()) for (const b of reached.slice(i + 1)) bind(a, b, 1);
  }
  const bonds = [...pairs].map(
    ([key, weight]) => [...key.split(' ').map(Number), weight] as [number, number, number],
  );
  const cost = () => {
    const at = new Map(order.map((rule, index) => [rule, index]));
    return bonds.reduce((sum, [a, b, weight]) => {
      const off = Math.abs(at.get(a)! - at.get(b)!);
      return sum + weight * Math.min(off, order.length - off) ** 2;
    }, 0);
  };
  // Exchanges of two, as long as one helps.
  let best = cost();
  for (let better = true; better;) {
    better = false;
    for (let i = 0; i < order.length; i++) {
      for (let j = i + 1; j < order.length; j++) {
        [order[i], order[j]] = [order[j]!, order[i]!];
        const now = cost();
        if (now < best - 1e-9) {
          best = now;
          better = true;
        } else [order[i], order[j]] = [order[j]!, order[i]!];
      }
    }
  }
  return order;
}

/** Angles of the sinks: each has a sector as wide as what leads to it needs, and its own disc. */
function sectorsOf(
  sinks: readonly number[],
  first: readonly number[],
  targets: ReadonlyMap<number, readonly number[]>,
): Map<number, number> {
  const isSink = new Set(sinks);
  const weight = new Map(sinks.map((rule) => [rule, 0]));
  for (const rule of first) {
    const reached = targets.get(rule)!.filter((to) => isSink.has(to));
    for (const to of reached) weight.set(to, weight.get(to)! + 1 / reached.length);
  }
  const total = [...weight.values()].reduce((sum, one) => sum + one, 0);
  // Where there is room for all, what is left is shared evenly.
  const least = Math.max(Math.min(sinkGap, turn / sinks.length), (turn - ruleGap * total) / sinks.length);
  const angles = new Map<number, number>();
  let start = 0;
  for (const rule of sinks) {
    const share = total === 0 ? 0 : weight.get(rule)! / total;
    const sector = least + share * (turn - least * sinks.length);
    angles.set(rule, start + sector / 2);
    start += sector;
  }
  return angles;
}

/** Mean of directions; 0 where they cancel. */
export function meanAngle(angles: readonly number[]): number {
  const x = angles.reduce((sum, angle) => sum + Math.cos(angle), 0);
  const y = angles.reduce((sum, angle) => sum + Math.sin(angle), 0);
  const mean = Math.hypot(x, y) < 1e-9 ? (angles[0] ?? 0) : Math.atan2(y, x);
  return (mean + turn) % turn;
}

/**
 * Rules around a circle near the angles they wish, no two nearer than `gap`, in the order of their wishes: neighbours that are too
 * close form a block, centred on what its members wish.
 */
export function spread(
  wished: readonly { rule: number; angle: number }[],
  gap: number,
): { rule: number; angle: number }[] {
  if (wished.length === 0) return [];
  const sorted = wished.toSorted((a, b) => a.angle - b.angle || a.rule - b.rule);
  // The circle is cut where there is most room.
  const cut = sorted.reduce(
    (widest, { angle }, index) => {
      const before = index === 0 ? sorted.at(-1)!.angle - turn : sorted[index - 1]!.angle;
      return angle - before > widest.room ? { index, room: angle - before } : widest;
    },
    { index: 0, room: -1 },
  ).index;
  const line = [
    ...sorted.slice(cut),
    ...sorted.slice(0, cut).map((one) => ({ ...one, angle: one.angle + turn })),
  ];
  const blocks: { rules: number[]; centre: number }[] = [];
  for (const { rule, angle } of line) {
    let block = { rules: [rule], centre: angle };
    for (let before = blocks.at(-1); before; before = blocks.at(-1)) {
      const least = (gap * (before.rules.length + block.rules.length)) / 2;
      if (block.centre - before.centre >= least - 1e-12) break;
      blocks.pop();
      const [n, m] = [before.rules.length, block.rules.length];
      // The mean of what all members wish, less their places in the block.
      const centre = (before.centre * n + block.centre * m) / (n + m);
      block = { rules: [...before.rules, ...block.rules], centre };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ rules, centre }) =>
    rules.map((rule, index) => ({
      rule,
      angle: (centre + gap * (index - (rules.length - 1) / 2) + 2 * turn) % turn,
    })),
  );
}
