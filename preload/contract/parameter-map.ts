/** What a system has come to at the end of its simulation; `moving` patterns still change there, if only to settle. */
export type Outcome = 'extinct' | 'uniform' | 'standing' | 'moving';

/** Characters of `ParameterMap.outcomes`. */
export const outcomeCharacters: Record<Outcome, string> = {
  extinct: '.',
  uniform: 'u',
  standing: 's',
  moving: 'm',
};

/** Values start, start + step, … of one axis. */
export interface MapAxis {
  start: number;
  step: number;
  count: number;
}

/** What grows where in the (F, k) plane at fixed diffusion constants; each cell of the map was simulated at its centre. */
export interface ParameterMap {
  Da: number;
  Db: number;
  stencil: 'five-point' | 'nine-point';
  size: number;
  steps: number;
  seed: number;
  /** Columns. */
  k: MapAxis;
  /** Rows. */
  F: MapAxis;
  /** One string per value of F, one character per value of k: `.` b died out, `u` uniform with b, `s` a standing pattern, `m` one that still
   * changes. */
  outcomes: readonly string[];
  /** The same cells: std(b) in 35ths of `contrastRange`, as digits 0 … 9, a … z. */
  contrasts: readonly string[];
  contrastRange: number;
}

export interface MapCell {
  F: number;
  k: number;
  outcome: Outcome;
  /** Standard deviation of b. */
  contrast: number;
}

/** The cell in row `row` (of F) and column `column` (of k). Throws RangeError outside the map. */
export function mapCell(map: ParameterMap, row: number, column: number): MapCell {
  const character = map.outcomes[row]?.[column];
  const outcome = (Object.keys(outcomeCharacters) as Outcome[]).find(
    (name) => outcomeCharacters[name] === character,
  );
  if (!outcome) throw new RangeError(`no cell ${row}, ${column} in the parameter map`);
  return {
    F: Number((map.F.start + row * map.F.step).toFixed(6)),
    k: Number((map.k.start + column * map.k.step).toFixed(6)),
    outcome,
    contrast: (Number.parseInt(map.contrasts[row][column], 36) / 35) * map.contrastRange,
  };
}
