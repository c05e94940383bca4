import { computed, markRaw, ref, shallowRef, watch, type Ref } from 'vue';
import type { HostError, RgPlane, SymmetryDescription } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { emptyPlane, planeSeconds, tilesOf, withTile, type PlaneOrder } from '../flow/plane-order.ts';

/** Diagrams that would take longer, in seconds, wait for a button. */
const patience = 15;

/** The map on the grid of a plane, asked for tile by tile where a step takes its time, so that it can be watched and stopped. */
export function useDrawnPlane(
  order: Readonly<Ref<PlaneOrder | null>>,
  description: Readonly<Ref<SymmetryDescription | null>>,
) {
  const plane = shallowRef<RgPlane | null>(null);
  const error = shallowRef<HostError | null>(null);
  const drawing = shallowRef<{ done: number; of: number } | null>(null);
  const waiting = ref(false);
  let asked = 0;

  const seconds = computed(() =>
    order.value === null ? null : planeSeconds(order.value, description.value),
  );

  async function draw(): Promise<void> {
    const wanted = order.value;
    if (wanted === null) return;
    const ticket = ++asked;
    waiting.value = false;
    error.value = null;
    const tiles = tilesOf(wanted, seconds.value ?? 0);
    drawing.value = { done: 0, of: tiles.length };
    let picture = emptyPlane(wanted);
    try {
      for (const [index, tile] of tiles.entries()) {
        const answer = await host.rgPlane(tile.argument);
        if (ticket !== asked) return;
        picture = withTile(picture, tile, answer);
        plane.value = markRaw(picture);
        drawing.value = { done: index + 1, of: tiles.length };
      }
    } catch (cause) {
      if (ticket !== asked) return;
      error.value = toHostError(cause);
    }
    drawing.value = null;
  }

  /** Leaves the diagram as far as it is drawn. */
  function stop() {
    asked++;
    drawing.value = null;
  }

  return {
    plane: computed(() => plane.value),
    error: computed(() => error.value),
    /** Tiles of the diagram that are there, while it is being drawn. */
    drawing: computed(() => drawing.value),
    /** The diagram takes so long that it is only drawn on request. */
    waiting: computed(() => waiting.value),
    /** What it takes, as far as that is known. */
    seconds,
    draw,
    stop,
    forget: () => (plane.value = null),
    /** From now on the diagram follows the order. */
    start() {
      watch(
        () => JSON.stringify(order.value),
        () => {
          stop();
          if (order.value === null) return;
          if (plane.value && !samePlane(plane.value, order.value)) plane.value = null;
          waiting.value = (seconds.value ?? 0) > patience;
          if (!waiting.value) void draw();
        },
        { immediate: true },
      );
    },
  };
}

/** Whether a picture is of the plane that is wanted now, apart from its range and resolution. */
const samePlane = (plane: RgPlane, { names, axes }: PlaneOrder) =>
  plane.names.join() === names.join() && JSON.stringify(plane.axes[0]) === JSON.stringify(axes[0]);
