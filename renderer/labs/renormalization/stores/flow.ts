import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { bareCriticalCoupling, type FixedPoint, type HostError } from '../../../../preload/contract/index.ts';
import { toHostError } from '../../../bridge/errors.ts';
import { host } from '../../../bridge/host.ts';
import { latest } from '../../../bridge/latest.ts';
import { useDocument } from '../../documents/document.ts';
import { criticalPoint } from '../critical-point/comparison.ts';
import { axisVector, type PlaneOrder } from '../flow/plane-order.ts';
import { clamp, type Interval } from '../flow/scale.ts';
import { useAnalysisStore } from './analysis.ts';
import { useDescriptionsStore } from './descriptions.ts';
import { useDrawnPlane } from './drawn-plane.ts';
import { useFollowedPaths } from './followed-paths.ts';
import { useLineFixedPointsStore } from './line-fixed-points.ts';
import { useMapsStore } from './maps.ts';

/** A starting point, in the plane that is shown. */
export interface Start {
  x: number;
  y: number;
}

/** The vertical axis of the plane: a coupling by name, or a direction of all but J0. */
export type Vertical = string;
export const generated = 'generated';
export const towardsFixedPoint = 'fixed-point';

/** All that the Flow tab edits; one undo goes through all of it. */
interface FlowDocument {
  /** 'exact' or the id of a model. */
  map: string;
  /** One training of a learned map; null: their mean. */
  member: number | null;
  horizontal: string;
  vertical: Vertical;
  x: Interval;
  y: Interval;
  /** Nodes on each side of the diagram. */
  resolution: number;
  /** RG steps of each path. */
  steps: number;
  starts: readonly Start[];
}

const initial: FlowDocument = {
  map: 'exact',
  member: null,
  horizontal: 'J0',
  vertical: generated,
  x: { low: 0, high: 1.4 },
  y: { low: -0.2, high: 0.8 },
  resolution: 21,
  steps: 16,
  starts: [
    { x: 0.35, y: 0 },
    { x: 0.9, y: 0 },
  ],
};

/** Steps after which the flow from the bare critical point says which couplings it generates. */
const generatingSteps = 3;
/** Longest path, in seconds of steps with the usual restarts: the host takes half of that, and answers nothing that takes it a second. */
const longestPath = 1.8;
/** Couplings below this are zero. */
const least = 1e-6;
/** Most starting points the host follows at once. */
export const mostStarts = 12;

/** The flow of couplings: a plane of them with the map on a grid, and the paths from starting points under the hand. */
export const useFlowStore = defineStore('renormalization-flow', () => {
  const maps = useMapsStore();
  const descriptions = useDescriptionsStore();
  const analyses = useAnalysisStore();
  const lines = useLineFixedPointsStore();
  const history = useDocument<FlowDocument>(initial);
  const { document } = history;
  const change = (patch: Partial<FlowDocument>) => history.edit({ ...document.value, ...patch });

  // The map and its couplings.
  const map = computed(() => maps.get(document.value.map));
  const description = computed(() => (map.value ? descriptions.of(map.value.symmetry) : null));
  const couplings = computed(() => description.value?.couplings.map(({ name }) => name) ?? []);
  const linear = computed(() => couplings.value.length === 1);
  const member = computed(() =>
    document.value.member !== null && document.value.member < (map.value?.members ?? 0)
      ? document.value.member
      : null,
  );
  const ofMap = computed(() =>
    map.value === undefined
      ? null
      : { map: map.value.choice, ...(member.value === null ? {} : { member: member.value }) },
  );
  /** Why there is no flow of this map: its symmetry is not allowed, or could not be described. */
  const problem = computed(() => description.value?.problem ?? null);

  // Fixed points: of the newest analysis of the map, or of a single coupling found at once.
  const analysis = computed(() => (map.value ? analyses.latestOf(map.value.choice) : undefined));
  const fixedPoints = computed<readonly FixedPoint[]>(() => analysis.value?.analysis.fixedPoints ?? []);
  const linePoints = computed(() => (map.value && linear.value ? lines.of(map.value) : null));
  const target = computed(() => (analysis.value ? criticalPoint(analysis.value.analysis) : null));

  // The direction that the flow from the bare critical point generates.
  const direction = shallowRef<number[] | null>(null);
  const directionError = shallowRef<HostError | null>(null);
  const directionReader = latest(
    async () => {
      const asked = ofMap.value;
      if (asked === null || linear.value || couplings.value.length === 0) return null;
      const start = couplings.value.map(() => 0);
      start[0] = bareCriticalCoupling(map.value!.symmetry.internal) ?? 1;
      const [path] = await host.rgFlow({ ...asked, starts: [start], steps: generatingSteps });
      return path?.couplings.at(-1) ?? null;
    },
    (answer) => (direction.value = answer),
    (cause) => (directionError.value = toHostError(cause)),
  );

  const vertical = computed<Vertical>(() => {
    const { vertical: wanted } = document.value;
    if (wanted === towardsFixedPoint && target.value) return wanted;
    if (couplings.value.includes(wanted)) return wanted;
    // A map that keeps the bare axis generates nothing: the next coupling stands for it.
    const keepsAxis = direction.value !== null && Math.hypot(...direction.value.slice(1)) < least;
    return keepsAxis ? (couplings.value[1] ?? generated) : generated;
  });
  const horizontal = computed(() =>
    couplings.value.includes(document.value.horizontal) ? document.value.horizontal : 'J0',
  );

  /** The plane that is wanted; null while something about it is not known. */
  const order = computed<PlaneOrder | null>(() => {
    const names = couplings.value;
    if (ofMap.value === null || names.length === 0 || problem.value !== null) return null;
    const { x, y, resolution } = document.value;
    const origin = names.map(() => 0);
    const across = axisVector(names, horizontal.value);
    if (linear.value) {
      return {
        ...ofMap.value,
        origin,
        axes: [across],
        names: ['J0', ''],
        x,
        y: { low: 0, high: 0 },
        resolution: lineNodes,
      };
    }
    const along =
      vertical.value === generated
        ? direction.value
        : vertical.value === towardsFixedPoint
          ? (target.value?.couplings ?? null)
          : axisVector(names, vertical.value);
    if (along === null) return null;
    const off = along.map((value, index) => (across[index] === 1 ? 0 : value));
    const length = Math.hypot(...off);
    if (length < least) return null;
    return {
      ...ofMap.value,
      origin,
      axes: [across, off.map((value) => value / length)],
      names: [horizontal.value, verticalName(vertical.value)],
      x,
      y,
      resolution,
    };
  });

  const diagram = useDrawnPlane(order, description);
  /** Steps that are followed: fewer than wanted where one takes long. */
  const steps = computed(() => {
    const { stepSeconds = 0 } = map.value?.choice.type === 'exact' ? (description.value?.cost ?? {}) : {};
    const affordable = stepSeconds > 0 ? Math.floor(longestPath / stepSeconds) : Infinity;
    return Math.max(1, Math.min(document.value.steps, affordable));
  });

  /** Couplings of a starting point. */
  const place = ({ x, y }: Start): number[] | null => {
    const wanted = order.value;
    if (wanted === null) return null;
    const [across, along] = wanted.axes;
    return wanted.origin.map((value, index) => value + x * across![index]! + y * (along?.[index] ?? 0));
  };
  const paths = useFollowedPaths(
    computed(() => {
      if (ofMap.value === null || order.value === null) return null;
      const { starts } = document.value;
      return { ...ofMap.value, starts: starts.map((start) => place(start)!), steps: steps.value };
    }),
  );
  const followed = computed(() =>
    document.value.starts.map((start) => {
      const at = place(start);
      return { start, couplings: at, path: at === null ? null : paths.of(at) };
    }),
  );

  /** From the first time the tab is shown, diagram and paths follow the document. */
  const active = ref(false);
  function start() {
    if (active.value) return;
    active.value = true;
    watch(
      () => map.value?.symmetry,
      (settings) => {
        if (settings) void descriptions.ask(settings);
      },
      { immediate: true },
    );
    watch(
      () => JSON.stringify([ofMap.value, couplings.value.length]),
      () => {
        direction.value = null;
        directionError.value = null;
        diagram.forget();
        void directionReader.ask();
        if (linear.value && map.value) void lines.ask(map.value);
      },
      { immediate: true },
    );
    diagram.start();
    paths.start();
  }

  // Edits.
  const held = ({ x, y }: Start): Start => ({
    x: clamp(x, document.value.x),
    y: linear.value ? 0 : clamp(y, document.value.y),
  });
  const setStarts = (starts: readonly Start[]) => change({ starts });
  function moveStart(index: number, to: Start) {
    if (document.value.starts[index]) setStarts(document.value.starts.with(index, held(to)));
  }
  /** Adds a starting point, where there is room for one more. */
  function addStart(at: Start) {
    if (document.value.starts.length < mostStarts) setStarts([...document.value.starts, held(at)]);
  }
  const removeStart = (index: number) => setStarts(document.value.starts.toSpliced(index, 1));
  /** Another map; its starting points stay. */
  const chooseMap = (id: string) => change({ map: id, member: null });

  return {
    document,
    map,
    member,
    couplings,
    linear,
    description,
    descriptionError: computed(() => (map.value ? descriptions.errorOf(map.value.symmetry) : null)),
    problem,
    analysis,
    fixedPoints,
    linePoints,
    horizontal,
    vertical,
    order,
    plane: diagram.plane,
    planeError: computed(() => diagram.error.value ?? directionError.value),
    drawing: diagram.drawing,
    waiting: diagram.waiting,
    seconds: diagram.seconds,
    followed,
    steps,
    following: paths.following,
    pathError: paths.error,
    canUndo: history.canUndo,
    canRedo: history.canRedo,
    undo: history.undo,
    redo: history.redo,
    start,
    draw: diagram.draw,
    stopDrawing: diagram.stop,
    change,
    chooseMap,
    moveStart,
    addStart,
    removeStart,
  };
});

/** Nodes of the flow of a single coupling: it is a curve. */
const lineNodes = 61;
const verticalName = (vertical: Vertical) =>
  vertical === generated
    ? 'other couplings, as generated'
    : vertical === towardsFixedPoint
      ? 'other couplings, towards J*'
      : vertical;
