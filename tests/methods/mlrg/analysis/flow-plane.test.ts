import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assemblePlane,
  joinRow,
  newtonDirection,
  planeGrid,
  planeRow,
  type PlaneOrder,
} from '../../../../main/methods/mlrg/analysis/flow-plane.ts';
import { distance } from '../../../../main/methods/mlrg/analysis/jacobian.ts';
import { HostError } from '../../../../preload/contract/index.ts';
import { gradientMap, linearMap, lineSpace, planeSpace, valley } from './toy-maps.ts';

const order: PlaneOrder = {
  origin: Float64Array.of(0.1, -0.2),
  axes: [Float64Array.of(2, 0), Float64Array.of(1, 3)],
  x: [0, 1],
  y: [-1, 1],
  resolution: 5,
};
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });

describe('the grid of a plane', () => {
  it('has orthonormal axes and names those that are couplings', () => {
    const grid = planeGrid(planeSpace, order);
    expect(grid.axes.map((axis) => Array.from(axis))).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(grid.names).toEqual(['J0', 'J1']);
    expect(grid.x).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(grid.y).toEqual([-1, -0.5, 0, 0.5, 1]);
  });

  it('of a single coupling is a line', () => {
    const grid = planeGrid(lineSpace, {
      ...order,
      origin: Float64Array.of(0),
      axes: [Float64Array.of(1)],
      y: [0, 0],
    });
    expect(grid.y).toEqual([0]);
    expect(Array.from(grid.axes[1])).toEqual([0]);
    const plane = assemblePlane(grid, [planeRow(linearMap([1.5], [0.5]), grid, 0, false)]);
    expect(plane.flow.x[0]).toEqual([-0.25, -0.125, 0, 0.125, 0.25]);
    expect(plane.flow.y[0]).toEqual([0, 0, 0, 0, 0]);
  });

  it.each([
    { axes: [Float64Array.of(1, 2), Float64Array.of(-2, -4)] },
    { axes: [Float64Array.of(0, 0), Float64Array.of(1, 0)] },
    { x: [1, 1] as [number, number] },
    { y: [1, -1] as [number, number] },
  ])('is refused when it is none: %o', (wrong) => {
    expect(() => planeGrid(planeSpace, { ...order, ...wrong })).toThrow(HostError);
  });
});

describe('the flow on a grid', () => {
  it('is J′ − J along the axes, and the rest out of the plane', () => {
    const map = linearMap([1.2, 0.3, -0.1, 0.8], [0.4, 0.1]);
    fc.assert(
      fc.property(coordinate, coordinate, (first, second) => {
        fc.pre(Math.hypot(first, second) > 0.1);
        const grid = planeGrid(planeSpace, { ...order, axes: [Float64Array.of(first, second)], y: [0, 0] });
        const { x, outOfPlane } = planeRow(map, grid, 0, false);
        for (const [i, at] of grid.x.entries()) {
          const couplings = grid.origin.map((start, m) => start + at * grid.axes[0][m]);
          const length = distance(map.step(couplings).couplings, couplings);
          expect(Math.hypot(x[i], outOfPlane[i])).toBeCloseTo(length, 12);
        }
      }),
    );
  });

  it('in the whole space leaves nothing out, and comes with D_KL of exact maps and C of learned ones', () => {
    const grid = planeGrid(planeSpace, order);
    const exact = planeRow(linearMap([1.2, 0.3, -0.1, 0.8], [0.4, 0.1]), grid, 1, false);
    expect(Math.max(...exact.outOfPlane)).toBeLessThan(1e-15);
    expect(exact.bits).toEqual(grid.x.map(() => 1 / 8));
    expect(exact.monotone).toBeNull();
    const learned = planeRow(gradientMap(valley), grid, 1, false);
    expect(learned.bits).toBeNull();
    expect(learned.monotone).toEqual(grid.x.map((x) => valley.value(Float64Array.of(0.1 + x, -0.7))));
  });

  it('does not depend on how a line is cut into pieces', () => {
    const grid = planeGrid(planeSpace, order);
    const map = gradientMap(valley);
    const pieces = grid.x.map((x) => planeRow(map, { ...grid, x: [x] }, 2, true));
    expect(joinRow(pieces)).toEqual(planeRow(map, grid, 2, true));
  });
});

describe("Newton's direction", () => {
  it('leads from everywhere to the fixed point of a linear map', () => {
    const star = [0.7, 0.2];
    const map = linearMap([1.36, 0.2, -0.3, 0.5], star);
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const couplings = Float64Array.of(x, y);
        const moved = map.step(couplings).couplings.map((entry, m) => entry - couplings[m]);
        const direction = newtonDirection(map, couplings, moved);
        expect(
          distance(
            direction.map((entry, m) => entry + couplings[m]),
            star,
          ),
        ).toBeLessThan(1e-12);
      }),
    );
  });

  it('is −(∇²C)⁻¹∇C where there is a monotone (Eq. 24)', () => {
    const couplings = Float64Array.of(1.1, 0.5);
    const direction = newtonDirection(gradientMap(valley), couplings, new Float64Array(2));
    const hessian = valley.hessian(couplings);
    const gradient = new Float64Array(2);
    valley.gradient(couplings, gradient);
    expect(hessian[0] * direction[0] + hessian[1] * direction[1]).toBeCloseTo(-gradient[0], 3);
    expect(hessian[2] * direction[0] + hessian[3] * direction[1]).toBeCloseTo(-gradient[1], 3);
    // Less the damping that keeps it finite elsewhere, a part (|direction| / 8)².
    // Towards the saddle at (1, 1/2), against the flow.
    expect(direction[0]).toBeLessThan(0);
  });

  it('is none where the map has no derivative', () => {
    const map = { ...linearMap([1, 0, 0, 1], [0, 0]), jacobian: () => new Float64Array(4).fill(Number.NaN) };
    expect(Array.from(newtonDirection(map, new Float64Array(2), new Float64Array(2)))).toEqual([0, 0]);
  });
});
