import { mapCell, type Outcome, type ParameterMap } from '../../../../preload/contract/parameter-map.ts';
import { cellsSource } from '../../../components/export/field-source.ts';
import type { FigureSource } from '../../../components/export/figure-source.ts';
import { pixelOf, printColours, type Mark } from '../../../components/figure.ts';
import { outcomeWords, pathThrough, saddleNodePoints } from './parameter-plane.ts';

/** Colours of outcomes in files, those of print. */
const colours = {
  uniform: printColours.line,
  standing: printColours.plot1,
  moving: printColours.plot2,
} as Record<Exclude<Outcome, 'extinct'>, `#${string}`>;

/** How full the colour of a cell is: the more contrast, the fuller. */
export const fullness = (outcome: Outcome, contrast: number, range: number) =>
  outcome === 'extinct' ? 0 : outcome === 'uniform' ? 0.7 : 0.35 + 0.65 * Math.min(1, contrast / range);

/**
 * The map of what grows where, for the menu that exports it.
 * @param named places of patterns with a name, in shares of the plane, y downwards
 */
export function planeSource(
  map: ParameterMap,
  named: readonly { x: number; y: number }[],
  size: FigureSource['size'],
): FigureSource {
  const { F, k, contrastRange } = map;
  const cells = Array.from({ length: F.count * k.count }, (_, index) =>
    mapCell(map, F.count - 1 - Math.floor(index / k.count), index % k.count),
  );
  return cellsSource({
    title: 'What grows where',
    cells: () => ({
      width: k.count,
      height: F.count,
      pixels: Uint32Array.from(cells, ({ outcome, contrast }) =>
        outcome === 'extinct' ? 0 : pixelOf(colours[outcome], fullness(outcome, contrast, contrastRange)),
      ),
    }),
    axes: { across: 'k', down: 'F', origin: [k.start, F.start], step: [k.step, F.step], upwards: true },
    key: {
      type: 'words',
      entries: (['standing', 'moving', 'uniform'] as const).map((outcome) => ({
        colour: colours[outcome],
        words: outcomeWords[outcome],
      })),
    },
    overlay(at) {
      const place = ({ x, y }: { x: number; y: number }) => at(x * k.count, y * F.count);
      const line: Mark = {
        type: 'path',
        d: pathThrough(saddleNodePoints(map).map(place)),
        stroke: 'muted',
        dash: [4, 3],
      };
      const dots = named.map((mark): Mark => {
        const { x, y } = place(mark);
        return { type: 'path', d: `M${x - 2} ${y}a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z`, fill: 'text' };
      });
      return [line, ...dots];
    },
    tables: () => [
      {
        title: 'what grows where',
        columns: {
          F: cells.map((cell) => cell.F),
          k: cells.map((cell) => cell.k),
          outcome: cells.map(({ outcome }) => outcomeWords[outcome]),
          'standard deviation of b': cells.map(({ contrast }) => contrast),
        },
      },
    ],
    size,
  });
}
