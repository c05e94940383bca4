import type { ArrayRecord, NumericArray } from '../../../preload/contract/index.ts';

/** Records of the same names, types and shapes as one record with a new first axis, for checkpoints with few arrays. */
export function stackRecords(records: readonly ArrayRecord[]): ArrayRecord {
  const stacked: ArrayRecord = {};
  for (const [name, { shape, data }] of Object.entries(records[0])) {
    const all = emptyLike(data, records.length * data.length);
    for (const [i, record] of records.entries()) {
      const part = record[name];
      if (part.data.length !== data.length)
        throw new RangeError(`"${name}" differs in length between records`);
      all.set(part.data as never, i * data.length);
    }
    stacked[name] = { shape: [records.length, ...shape], data: all };
  }
  return stacked;
}

/** The records that were stacked. */
export function unstackRecords(stacked: ArrayRecord): ArrayRecord[] {
  const count = Object.values(stacked)[0].shape[0];
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(
      Object.entries(stacked).map(([name, { shape, data }]) => {
        const length = data.length / count;
        const part = data.slice(i * length, (i + 1) * length);
        return [name, { shape: shape.slice(1), data: part }];
      }),
    ),
  );
}

function emptyLike<T extends NumericArray>(data: T, length: number): T {
  return new (data.constructor as new (length: number) => T)(length);
}
