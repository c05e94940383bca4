import { mlrgTrainingSpec, type MlrgAnalysisSpec } from '../../../../preload/contract/index.ts';
import type { StoredModel } from '../../context.ts';
import type { CouplingSpace } from '../coupling-space.ts';
import { stepSeconds } from '../exact/step-seconds.ts';
import { readMonotones } from '../stored.ts';
import { couplingSpace } from '../symmetry/space.ts';
import type { CouplingBox } from './fixed-points.ts';
import { makeMap, type MapOrder } from './maps.ts';
import type { Solver } from './piece-book.ts';
import type { Piece, PieceResults, PieceType, PieceWork } from './pieces.ts';

/** Share of an exact step that one evaluation of D_KL takes, roughly. */
const divergenceShare = 0.1;
/** Of a step of a learned map, roughly. */
const learnedSeconds = 2e-4;

/** The map under analysis, with what every part of the analysis needs. */
export class Study {
  readonly spec: MlrgAnalysisSpec;
  readonly space: CouplingSpace;
  readonly title: string;
  readonly map: MapOrder;
  /** Each training of a learned map; none of the exact one. */
  readonly members: MapOrder[];
  /** Where a learned map has been trained, with a margin; null: everywhere. */
  readonly box: CouplingBox | null;
  readonly notes: string[] = [];
  readonly #solver: Solver;

  /** `model` belongs to a spec with a learned map. */
  constructor(spec: MlrgAnalysisSpec, model: StoredModel | null, solver: Solver) {
    this.spec = spec;
    this.#solver = solver;
    if (spec.map.type === 'exact') {
      this.space = couplingSpace(spec.map.symmetry);
      this.map = this.exactMap;
      this.members = [];
      this.box = null;
    } else {
      if (model === null) throw new RangeError('a learned map is analysed from its model');
      const { members, settings } = readMonotones(model);
      const of = (member: number | null): MapOrder => ({ type: 'learned', model, member });
      this.space = couplingSpace(settings);
      this.map = of(null);
      this.members = members.map((_, member) => of(member));
      this.box = trainedBox(model, this.space.couplings.length);
    }
    this.title = makeMap(this.map).title;
  }

  /** All maps: the one under analysis first. */
  get maps(): MapOrder[] {
    return [this.map, ...this.members];
  }

  get learned(): boolean {
    return this.map.type === 'learned';
  }

  /** The exact map of the same symmetry. */
  get exactMap(): MapOrder {
    const { restarts, seed } = this.spec;
    return { type: 'exact', symmetry: this.space.settings, restarts, seed };
  }

  /** Of one step of the map. */
  get seconds(): number {
    return this.learned ? learnedSeconds : this.exactSeconds;
  }

  get exactSeconds(): number {
    return stepSeconds(this.space);
  }

  /** Of the D_KL of a step that the map does not know. */
  get divergenceSeconds(): number {
    return this.learned ? divergenceShare * this.exactSeconds : 0;
  }

  /** Solves pieces of one type; result i belongs to order i. `seconds`: estimate for one. */
  async solve<T extends PieceType>(
    name: string,
    type: T,
    orders: readonly { map: MapOrder; work: PieceWork[T] }[],
    seconds: number,
  ): Promise<PieceResults[T][]> {
    const pieces = orders.map((order): Piece<T> => ({ type, ...order }));
    return await this.#solver.solve({ name, pieces, seconds });
  }

  /** What depends on the speed of the machine is decided once: a resumed analysis must not decide otherwise. */
  decide(name: string, decision: () => boolean): boolean {
    return this.#solver.decide(name, decision);
  }
}

/** Beyond the teachers' range by so much of it a network may still be trusted: students lie there. */
const margin = 1.25;

/** The couplings that the teachers of a training were taken from; null for a model that does not say. */
function trainedBox({ description }: StoredModel, couplings: number): CouplingBox | null {
  const spec = mlrgTrainingSpec.safeParse(description.spec);
  if (!spec.success) return null;
  const { reach, spread } = spec.data.proposals;
  const bound = (index: number) => margin * (index === 0 ? reach : spread);
  const all = Array.from({ length: couplings }, (_, m) => bound(m));
  // Networks know nothing of the symmetry under J → −J and put J = 0 a little to either side.
  return { low: all.map((high, m) => (m === 0 ? reach - high : -high)), high: all };
}
