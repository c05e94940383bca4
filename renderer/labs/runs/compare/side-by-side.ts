/** A cell of a table with one column for each run. */
export interface SideCell {
  text: string;
  unit?: string;
  /** Before it, smaller: "default". */
  tag?: string;
  /** Lines below it, smaller: an interval, "best". */
  notes?: readonly string[];
  /** In words, for the tooltip. */
  hint?: string;
  /** `strong`: stands out from the row; `faint`: says little; `warn`: a reader should know. */
  tone?: 'strong' | 'faint' | 'warn';
}

export interface SideRow {
  key: string;
  title: string;
  /** Before the title: the groups it lies in. */
  section?: string;
  symbol?: string;
  /** Which way is better, and the like. */
  aside?: string;
  hint?: string;
  /** One for each run; null: the run has nothing to say. */
  cells: readonly (SideCell | null)[];
}
