import type { FieldTable } from './field-table.ts';

/**
 * L = Σ_a ln Σ_α exp h_aα for every entry of a field table, the hidden components traced out, with what derivatives need. Results of the
 * last `evaluate` are kept and overwritten by the next.
 */
export interface HiddenTrace {
  readonly table: FieldTable;
  /** L of each entry. */
  readonly logs: Float64Array;
  /** G = ∂L/∂J of each entry, [entries][couplings of the table]. */
  readonly slopes: Float64Array;
  /** Computes `logs` and, if asked, `slopes`. */
  evaluate(couplings: Float64Array, withSlopes: boolean): void;
  /** Adds Σ_entries weight · ∂²L/∂J∂J to a matrix over the couplings of the table; slopes must have been evaluated. */
  addCurvature(weights: Float64Array, into: Float64Array): void;
}

export function hiddenTrace(table: FieldTable): HiddenTrace {
  return table.values === 1 ? new SignTrace(table) : new ValueTrace(table);
}

/** Components ±1: L = Σ ln 2cosh h, G = Σ tanh(h) f, curvature Σ sech²(h) f fᵀ. */
class SignTrace implements HiddenTrace {
  readonly table: FieldTable;
  readonly logs: Float64Array;
  readonly slopes: Float64Array;
  readonly #tanh: Float64Array;

  constructor(table: FieldTable) {
    this.table = table;
    this.logs = new Float64Array(table.entries);
    this.slopes = new Float64Array(table.entries * table.couplings.length);
    this.#tanh = new Float64Array(table.entries * table.components);
  }

  evaluate(couplings: Float64Array, withSlopes: boolean): void {
    const { table, logs, slopes } = this;
    const { couplings: used, fields, components } = table;
    const tanh = this.#tanh;
    const count = used.length;
    if (withSlopes) slopes.fill(0);
    for (let entry = 0; entry < table.entries; entry++) {
      let sum = 0;
      for (let a = entry * components; a < (entry + 1) * components; a++) {
        const start = a * count;
        let h = 0;
        for (let s = 0; s < count; s++) h += fields[start + s] * couplings[used[s]];
        // expm1 keeps tanh exact near zero and neither overflows.
        const less = Math.expm1(-2 * Math.abs(h));
        sum += Math.abs(h) + Math.log1p(1 + less);
        if (!withSlopes) continue;
        const t = (h < 0 ? less : -less) / (2 + less);
        tanh[a] = t;
        for (let s = 0; s < count; s++) slopes[entry * count + s] += t * fields[start + s];
      }
      logs[entry] = sum;
    }
  }

  addCurvature(weights: Float64Array, into: Float64Array): void {
    const { couplings, fields, components } = this.table;
    const tanh = this.#tanh;
    const count = couplings.length;
    for (let a = 0; a < tanh.length; a++) {
      const entry = components === 1 ? a : Math.floor(a / components);
      const weight = weights[entry] * (1 - tanh[a] * tanh[a]);
      const start = a * count;
      for (let s = 0; s < count; s++) {
        const scaled = weight * fields[start + s];
        for (let t = 0; t < count; t++) into[s * count + t] += scaled * fields[start + t];
      }
    }
  }
}

/** Components of q values with occupations p_α ∝ exp h_α: G = Σ p f, curvature Σ p f fᵀ − G Gᵀ for each component. */
class ValueTrace implements HiddenTrace {
  readonly table: FieldTable;
  readonly logs: Float64Array;
  readonly slopes: Float64Array;
  readonly #occupations: Float64Array;
  readonly #h: Float64Array;
  readonly #mean: Float64Array;

  constructor(table: FieldTable) {
    this.table = table;
    this.logs = new Float64Array(table.entries);
    this.slopes = new Float64Array(table.entries * table.couplings.length);
    this.#occupations = new Float64Array(table.entries * table.components * table.values);
    this.#h = new Float64Array(table.values);
    this.#mean = new Float64Array(table.couplings.length);
  }

  evaluate(couplings: Float64Array, withSlopes: boolean): void {
    const { table, logs, slopes } = this;
    const { couplings: used, fields, components, values } = table;
    const occupations = this.#occupations;
    const h = this.#h;
    const count = used.length;
    if (withSlopes) slopes.fill(0);
    for (let entry = 0; entry < table.entries; entry++) {
      let sum = 0;
      for (let a = entry * components; a < (entry + 1) * components; a++) {
        let highest = -Infinity;
        for (let value = 0; value < values; value++) {
          const start = (a * values + value) * count;
          let field = 0;
          for (let s = 0; s < count; s++) field += fields[start + s] * couplings[used[s]];
          h[value] = field;
          if (field > highest) highest = field;
        }
        let total = 0;
        for (let value = 0; value < values; value++) total += h[value] = Math.exp(h[value] - highest);
        sum += highest + Math.log(total);
        if (!withSlopes) continue;
        for (let value = 0; value < values; value++) {
          const p = h[value] / total;
          occupations[a * values + value] = p;
          const start = (a * values + value) * count;
          for (let s = 0; s < count; s++) slopes[entry * count + s] += p * fields[start + s];
        }
      }
      logs[entry] = sum;
    }
  }

  addCurvature(weights: Float64Array, into: Float64Array): void {
    const { couplings, entries, fields, components, values } = this.table;
    const occupations = this.#occupations;
    const mean = this.#mean;
    const count = couplings.length;
    for (let a = 0; a < entries * components; a++) {
      const weight = weights[Math.floor(a / components)];
      mean.fill(0);
      for (let value = a * values; value < (a + 1) * values; value++) {
        for (let s = 0; s < count; s++) mean[s] += occupations[value] * fields[value * count + s];
      }
      for (let value = a * values; value < (a + 1) * values; value++) {
        const scaled = weight * occupations[value];
        for (let s = 0; s < count; s++) {
          const one = scaled * (fields[value * count + s] - mean[s]);
          for (let t = 0; t < count; t++) into[s * count + t] += one * (fields[value * count + t] - mean[t]);
        }
      }
    }
  }
}
