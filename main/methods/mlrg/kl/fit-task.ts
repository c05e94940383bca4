import type { InternalGroup, SymmetrySettings } from '../../../../preload/contract/index.ts';
import { RandomStream } from '../../../compute/random.ts';
import { Divergence } from '../exact/divergence.ts';
import { enumerate } from '../exact/enumeration.ts';
import { renormalizeExactly, type ExactStep } from '../exact/step.ts';
import { couplingSpaceBetween } from '../symmetry/space.ts';

/** Visible spins of the fine lattice and the hidden spin that is to stand for its four. */
export interface KlModel {
  internal: InternalGroup;
  frame: SymmetrySettings['frame'];
  visible: string;
  hidden: string;
}

/** Some points of a curve for one thread; structured-cloneable. */
export interface FitOrder extends KlModel {
  seed: number;
  restarts: number;
  points: {
    /** J_tch. */
    x: number;
    /** Students to start from beside random ones. */
    near: Float64Array[];
  }[];
}

export interface FittedPoint {
  nats: number;
  student: Float64Array;
  residual: number;
  converged: boolean;
}

/** The divergence of a model's students from teachers whose spins are all of the visible representation. */
export function klDivergence({ internal, frame, visible, hidden }: KlModel): Divergence {
  const teacher = couplingSpaceBetween(internal, visible, visible, frame);
  const student = couplingSpaceBetween(internal, visible, hidden, frame);
  return new Divergence(enumerate(student, { teacher }));
}

let latest: { key: string; divergence: Divergence } | null = null;

/** The best student of each teacher with the bare coupling J_tch: the thread task 'mlrg.fit'. */
export function fitPoints({ points, seed, restarts, ...model }: FitOrder): FittedPoint[] {
  const key = JSON.stringify(model);
  // Pieces of one curve follow each other, and the tables of large representations take seconds.
  if (latest?.key !== key) latest = { key, divergence: klDivergence(model) };
  const { divergence } = latest;
  const teacher = new Float64Array(divergence.enumeration.teacherSpace.couplings.length);
  return points.map(({ x, near }) => {
    teacher[0] = x;
    let best: ExactStep | null = null;
    for (const start of [undefined, ...near]) {
      // A student that is near replaces the random starts, which another fit of this point had.
      const found = renormalizeExactly(
        divergence,
        teacher,
        start === undefined
          ? {
              restarts: near.length > 0 ? 0 : restarts,
              random: new RandomStream(seed, 'restarts of an exact step'),
            }
          : { start, restarts: 0 },
      );
      if (best === null || found.nats < best.nats) best = found;
    }
    const { nats, couplings: student, residual, converged } = best!;
    return { nats, student, residual, converged };
  });
}
