import type { KernelWeights } from '../../../../preload/contract/index.ts';
import { cellsSource } from '../../../components/export/field-source.ts';
import type { FigureSource } from '../../../components/export/figure-source.ts';
import { pixelOf, printColours, type Mark } from '../../../components/figure.ts';
import { significant } from '../../../components/numbers.ts';
import { kernelCells, largestWeight } from './kernel.ts';

/** Numbers fit into the cells of a small kernel only. */
export const isNumbered = ({ size }: KernelWeights) => size <= 5;
/** How full the colour of a weight is: the larger, the fuller. */
export const depthOf = (weight: number, largest: number) => Math.abs(weight) / largest;
export const opacityOf = (depth: number) => 0.06 + 0.94 * depth;
/** A weight where there is little room: ".123". */
export const weightText = (weight: number) =>
  weight
    .toFixed(3)
    .replace('-', '−')
    .replace(/^(−?)0\./, '$1.');

/** A kernel cell by cell, for the menu that exports it. */
export function kernelSource(kernel: KernelWeights, size: FigureSource['size']): FigureSource {
  const weights = kernelCells(kernel);
  const largest = largestWeight(kernel);
  const [positive, negative] = [printColours.plot1, printColours.plot2] as `#${string}`[];
  const title = `Kernel ${kernel.size}×${kernel.size}`;
  return cellsSource({
    title,
    cells: () => ({
      width: kernel.size,
      height: kernel.size,
      pixels: Uint32Array.from(weights, (weight) =>
        pixelOf(weight < 0 ? negative! : positive!, opacityOf(depthOf(weight, largest))),
      ),
    }),
    axes: null,
    key: {
      type: 'words',
      entries: [
        { colour: positive!, words: `positive, to ${significant(largest, 3)}` },
        ...(weights.some((weight) => weight < 0) ? [{ colour: negative!, words: 'negative, struck' }] : []),
      ],
    },
    overlay: (at, side) =>
      weights.flatMap((weight, index): Mark[] => {
        const [column, row] = [index % kernel.size, Math.floor(index / kernel.size)];
        const corner = at(column, row + 1);
        const stroke: Mark = {
          type: 'path',
          d: `M${corner.x} ${corner.y}l${side} ${-side}`,
          stroke: 'panel',
        };
        const middle = at(column + 0.5, row + 0.5);
        const ink = depthOf(weight, largest) > 0.5 ? 'panel' : 'text';
        return [
          ...(weight < 0 ? [stroke] : []),
          ...(isNumbered(kernel)
            ? [
                {
                  type: 'text' as const,
                  x: middle.x,
                  y: middle.y + 4,
                  text: weightText(weight),
                  ink,
                  anchor: 'middle' as const,
                } satisfies Mark,
              ]
            : []),
        ];
      }),
    arrays: () => ({
      kernel: { shape: [kernel.size, kernel.size], data: Float64Array.from(weights) },
    }),
    size,
  });
}
