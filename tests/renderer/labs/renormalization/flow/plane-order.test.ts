import { describe, expect, it } from 'vitest';
import type { RgPlane } from '../../../../../preload/contract/index.ts';
import {
  axisVector,
  emptyPlane,
  planeSeconds,
  resolutions,
  tilesOf,
  withTile,
  type PlaneOrder,
} from '../../../../../renderer/labs/renormalization/flow/plane-order.ts';
import { spaced } from '../../../../../renderer/labs/renormalization/flow/scale.ts';
import { isingDescription, vectorDescription } from '../descriptions.ts';

const order = (resolution: number): PlaneOrder => ({
  map: { type: 'exact', symmetry: vectorDescription.settings },
  origin: [0, 0, 0, 0, 0],
  axes: [axisVector(['J0', 'J1', 'J2', 'J3', 'J4'], 'J0'), axisVector(['J0', 'J1', 'J2', 'J3', 'J4'], 'J3')],
  names: ['J0', 'J3'],
  x: { low: 0, high: 1.4 },
  y: { low: -0.2, high: 0.8 },
  resolution,
});

/** What a host answers that knows f. */
function answer(argument: ReturnType<typeof tilesOf>[number]['argument']): RgPlane {
  const x = spaced({ low: argument.x[0], high: argument.x[1] }, argument.resolution!);
  const y = spaced({ low: argument.y[0], high: argument.y[1] }, argument.resolution!);
  const grid = (f: (x: number, y: number) => number) => y.map((v) => x.map((u) => f(u, v)));
  return {
    origin: argument.origin,
    axes: argument.axes as [number[], number[]],
    names: ['J0', 'J3'],
    x,
    y,
    flow: { x: grid((u, v) => u + 10 * v), y: grid((u, v) => u * v) },
    outOfPlane: grid(() => 0),
    monotone: null,
    bits: grid((u) => u ** 2),
  };
}

describe('a plane', () => {
  it('is asked for at once where that is quick', () => {
    const tiles = tilesOf(order(21), 0.45);
    expect(tiles).toHaveLength(1);
    expect(tiles[0]!.argument).toMatchObject({ x: [0, 1.4], y: [-0.2, 0.8], resolution: 21 });
  });

  it.each(resolutions)('of %i nodes comes in tiles that make up the whole, node by node', (resolution) => {
    const whole = order(resolution);
    const tiles = tilesOf(whole, 0.05 * resolution ** 2);
    expect(tiles.length).toBe((resolution / 3) ** 2);
    const joined = tiles.reduce(
      (plane, tile) => withTile(plane, tile, answer(tile.argument)),
      emptyPlane(whole),
    );
    const once = answer(tilesOf(whole, 0)[0]!.argument);
    for (const [j, row] of once.flow.x.entries()) {
      for (const [i, value] of row.entries()) {
        expect(joined.flow.x[j]![i]).toBeCloseTo(value, 10);
        expect(joined.bits![j]![i]).toBeCloseTo(once.bits![j]![i]!, 10);
      }
    }
    expect(joined.monotone).toBeNull();
  });

  it('comes node by node where a step takes as long as a question may', () => {
    const whole = order(9);
    const tiles = tilesOf(whole, 81 * 0.4);
    expect(tiles).toHaveLength(81);
    expect(tiles[10]).toMatchObject({ column: 1, row: 1, argument: { resolution: 1 } });
    const { x, y } = tiles[10]!.argument;
    expect([x[0] === x[1], y[0] === y[1]]).toEqual([true, true]);
  });

  it('that is half there shows what is missing as not a number', () => {
    const whole = order(9);
    const [tile] = tilesOf(whole, 4);
    const part = withTile(emptyPlane(whole), tile!, answer(tile!.argument));
    expect(part.flow.x[0]!.map(Number.isFinite)).toEqual([true, true, true, ...Array(6).fill(false)]);
  });

  it('of a single coupling is a line, asked for whole', () => {
    const line: PlaneOrder = { ...order(61), origin: [0], axes: [[1]], names: ['J0', ''] };
    const tiles = tilesOf(line, 60);
    expect(tiles).toHaveLength(1);
    expect(emptyPlane(line)).toMatchObject({ y: [0], axes: [[1], [0]] });
  });

  it('costs a step for every node, of the exact map its own', () => {
    expect(planeSeconds(order(21), vectorDescription)).toBeCloseTo(
      441 * vectorDescription.cost.stepSeconds,
      12,
    );
    expect(planeSeconds({ ...order(61), axes: [[1]] }, isingDescription)).toBeCloseTo(61 * 0.0004, 12);
    expect(planeSeconds(order(21), null)).toBeNull();
    expect(planeSeconds({ ...order(21), map: { type: 'learned', model: 'run/x' } }, null)).toBeGreaterThan(0);
  });
});
