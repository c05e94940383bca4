import { BySize } from './by-size.ts';
import { blockWindow } from './symmetric-kernel.ts';
import { WindowRows } from './window-rows.ts';

/** What a kernel needs to double one size of lattice: its windows, and random numbers for one fine row. */
export interface KernelScratch {
  rows: WindowRows;
  numbers: Uint32Array;
}

export function kernelScratch(kernelSize: number): BySize<KernelScratch> {
  return new BySize((size) => ({
    rows: new WindowRows(blockWindow(kernelSize), size),
    numbers: new Uint32Array(2 * size),
  }));
}
