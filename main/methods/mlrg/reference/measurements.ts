import type { InternalGroup } from '../../../../preload/contract/index.ts';
import { measureRow, type TorusRow } from './torus.ts';
import { trgDistance, trgPlateau, type TrgPlateau } from './trg-flow.ts';

/** A row of the bare model to be diagonalised. */
export interface RowRequest {
  type: 'row';
  group: InternalGroup;
  coupling: number;
  length: number;
  /** Dimensions wanted; none for Z alone. */
  count: number;
}

/** A TRG flow of which only the side matters that it leaves criticality on. */
export interface FlowRequest {
  type: 'flow';
  group: InternalGroup;
  coupling: number;
  bondDimension: number;
}

/** A TRG flow at its critical coupling. */
export interface PlateauRequest {
  type: 'plateau';
  group: InternalGroup;
  coupling: number;
  bondDimension: number;
  count: number;
}

export type Request = RowRequest | FlowRequest | PlateauRequest;

/** What the answer to a request is; plain JSON, as checkpoints keep it. */
export type Answer<R extends Request> = R extends RowRequest
  ? TorusRow
  : R extends FlowRequest
    ? number
    : TrgPlateau;

/** A pure measurement; the same request gives the same bits on any thread. */
export function measure<R extends Request>(request: R): Answer<R>;
export function measure(request: Request): TorusRow | number | TrgPlateau {
  const { group, coupling } = request;
  switch (request.type) {
    case 'row':
      return measureRow(group, coupling, request.length, request.count);
    case 'flow':
      return trgDistance(group, coupling, request.bondDimension);
    case 'plateau':
      return trgPlateau(group, coupling, request.bondDimension, request.count);
  }
}

/** A search that yields what it wants measured together and is sent the answers in that order; it yields through `ask` alone. */
export type Search<T> = Generator<Request[], T, unknown[]>;

/** To be delegated to by a search: the answers to its requests. */
export function* ask<R extends Request>(requests: R[]): Search<Answer<R>[]> {
  return (yield requests) as Answer<R>[];
}

/** Runs a search here and now. */
export function conclude<T>(search: Search<T>): T {
  let next = search.next();
  while (!next.done) next = search.next(next.value.map((request) => measure(request)));
  return next.value;
}
