import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeWindow, readWindowState, smallestWindow } from '../../main/desktop/window-state.ts';

const main = { x: 0, y: 25, width: 1920, height: 1055 };
const second = { x: 1920, y: 0, width: 2560, height: 1440 };
const at = (x: number, y: number, width = 1200, height = 800, maximized = false) => ({
  bounds: { x, y, width, height },
  maximized,
});

describe('placing the window', () => {
  it('opens in the middle of the main display for the first time', () => {
    expect(placeWindow(null, [main, second])).toEqual(at(240, 103, 1440, 900));
  });

  it.each([
    ['stays where it was', at(100, 60), [main], at(100, 60)],
    ['stays on the second display', at(2500, 100), [main, second], at(2500, 100)],
    ['comes back when the second display is gone', at(2500, 100), [main], at(360, 153)],
    ['shrinks to its display', at(0, 25, 4000, 3000), [main], at(0, 25, 1920, 1055)],
    ['grows to the smallest size', at(50, 50, 300, 200), [main], at(50, 50, 800, 600)],
    ['comes below the bar', at(50, 10), [main], at(50, 25)],
    ['comes back from above the display', at(50, -500), [main], at(360, 153)],
    ['comes back from below the display', at(50, 1070), [main], at(360, 153)],
    ['keeps being maximized', at(100, 60, 1200, 800, true), [main], at(100, 60, 1200, 800, true)],
    ['may hang over the edge', at(-900, 60), [main], at(-900, 60)],
    ['stays in sight when it shrinks', at(-541, 0, 2621, 1), [main, second], at(-480, 0, 2560, 600)],
    ['but not quite out of sight', at(-1190, 60), [main], at(360, 153)],
  ])('%s', (_, saved, displays, placed) => {
    expect(placeWindow(saved, displays)).toEqual(placed);
  });

  it('fits a display smaller than the smallest window', () => {
    const small = { x: 0, y: 0, width: 640, height: 480 };
    expect(placeWindow(null, [small]).bounds).toEqual(small);
  });

  it('can always be taken hold of', () => {
    const coordinate = fc.integer({ min: -5000, max: 8000 });
    const size = fc.integer({ min: 1, max: 9000 });
    fc.assert(
      fc.property(coordinate, coordinate, size, size, (x, y, width, height) => {
        const { bounds } = placeWindow(at(x, y, width, height), [main, second]);
        const seen = [main, second].some(
          (area) =>
            bounds.x + bounds.width >= area.x + 100 &&
            bounds.x <= area.x + area.width - 100 &&
            bounds.y >= area.y &&
            bounds.y <= area.y + area.height - 40,
        );
        expect(seen).toBe(true);
        expect(bounds.width).toBeGreaterThanOrEqual(smallestWindow.width);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('reading what was kept', () => {
  it('reads what was written', () => {
    expect(readWindowState(JSON.stringify(at(1, 2)))).toEqual(at(1, 2));
  });

  it.each(['', '{', '[]', '{"bounds":{"x":1}}', JSON.stringify(at(0.5, 0)), JSON.stringify(at(0, 0, -5))])(
    'takes %j for nothing',
    (text) => {
      expect(readWindowState(text)).toBeNull();
    },
  );
});
