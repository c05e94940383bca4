import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import type { HostError } from '../../../../preload/contract/index.ts';
import type { LineFixedPoint } from '../flow/line-figure.ts';
import { findZeros, fixedPointOf, spreadOf, type Zero } from '../flow/zeros.ts';
import type { KnownMap } from './maps.ts';

/** Couplings between which fixed points of a single coupling are looked for, and how finely at first. */
const range = { low: 0.05, high: 2, nodes: 40 };

/** Zeros of the beta function of a map, or of one of its trainings. */
const zerosOf = (map: KnownMap, member?: number): Promise<Zero[]> =>
  findZeros(
    async (low, high, count) => {
      const { flow } = await host.rgPlane({
        map: map.choice,
        ...(member === undefined ? {} : { member }),
        origin: [0],
        axes: [[1]],
        x: [low, high],
        y: [0, 0],
        resolution: count,
      });
      return flow.x[0] ?? [];
    },
    range.low,
    range.high,
    range.nodes,
  );

/** Fixed points of maps of a single coupling, found on the beta function by the host; each map is asked once. */
export const useLineFixedPointsStore = defineStore('renormalization-line-fixed-points', () => {
  const known = shallowRef<ReadonlyMap<string, readonly LineFixedPoint[]>>(new Map());
  const errors = shallowRef<ReadonlyMap<string, HostError>>(new Map());
  const asked = new Set<string>();

  /** Looks for the fixed points of a map, and of each of its trainings. */
  async function ask(map: KnownMap): Promise<void> {
    const key = keyOf(map);
    if (asked.has(key)) return;
    asked.add(key);
    try {
      const found = await zerosOf(map);
      const members = await Promise.all(
        Array.from({ length: map.members }, (_, member) => zerosOf(map, member)),
      );
      const points = found.map((zero) =>
        fixedPointOf(zero, spreadOf(members.flatMap((own) => near(own, zero)))),
      );
      known.value = new Map(known.value).set(key, points);
    } catch (cause) {
      asked.delete(key);
      errors.value = new Map(errors.value).set(key, toHostError(cause));
    }
  }

  return {
    ask,
    of: (map: KnownMap): readonly LineFixedPoint[] | null => known.value.get(keyOf(map)) ?? null,
    errorOf: (map: KnownMap): HostError | null => errors.value.get(keyOf(map)) ?? null,
  };
});

const keyOf = ({ choice }: KnownMap) => JSON.stringify(choice);

/** The zero of one training that belongs to a zero of the mean; none where it has no such zero. */
function near(zeros: readonly Zero[], { x, slope }: Zero): number[] {
  const alike = zeros.filter((zero) => zero.slope > 0 === slope > 0);
  const [nearest] = alike.toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x));
  return nearest ? [nearest.x] : [];
}
