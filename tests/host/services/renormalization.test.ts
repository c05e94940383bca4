import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeNpz } from '../../../main/data/npz.ts';
import { createRenormalizationService } from '../../../main/host/services/renormalization.ts';
import { callSchemas, type CallInput, type RgPath, type RgPlane } from '../../../preload/contract/index.ts';
import { rejectionOf } from '../../data/faults.ts';
import { bumpModel } from '../../methods/mlrg/analysis/toy-maps.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

const run = '2026-01-01-mlrg-training-aaaaaaaa';
const exact = (spin: string) => ({ type: 'exact' as const, symmetry: { spin } });
const learned = { type: 'learned' as const, model: `run/${run}` };

let runs: string;
let flow: (argument: CallInput<'rgFlow'>) => Promise<RgPath[]>;
let plane: (argument: CallInput<'rgPlane'>) => Promise<RgPlane>;

beforeEach(() => {
  runs = temporaryFolder();
  const { rgFlow, rgPlane } = createRenormalizationService(runs);
  flow = async (argument) => await rgFlow(callSchemas.rgFlow.parse(argument));
  plane = async (argument) => await rgPlane(callSchemas.rgPlane.parse(argument));
});

function storeModel(shifts: number[], written: number): void {
  const folder = join(runs, run, 'artifacts');
  mkdirSync(folder, { recursive: true });
  const { description, arrays } = bumpModel(shifts);
  writeFileSync(join(folder, 'model.json'), JSON.stringify(description));
  writeFileSync(join(folder, 'weights.npz'), writeNpz(arrays));
  utimesSync(join(folder, 'weights.npz'), written, written);
}

describe('rgFlow', () => {
  it('follows the exact map from every start', async () => {
    const [low, high] = await flow({ map: exact('A1'), starts: [[0.5], [1.1]], steps: 20 });
    expect(low.couplings[1][0] - 0.5).toBeCloseTo(-0.0561, 3);
    expect(low.bits[0]).toBeCloseTo(0.02826, 4);
    expect(low.monotone).toEqual(Array.from({ length: 21 }, () => null));
    expect([low.phase, high.phase]).toEqual(['disordered', 'ordered']);
    expect(high.couplings).toHaveLength(21);
  });

  it('follows a learned map, one training or their mean, and reads the model again when it has changed', async () => {
    storeModel([0, 0.1], 1000);
    const from = async (member?: number) => {
      const [path] = await flow({
        map: learned,
        starts: [[0.7]],
        steps: 1,
        ...(member === undefined ? {} : { member }),
      });
      return path.couplings[1][0];
    };
    const [first, second, mean] = [await from(0), await from(1), await from()];
    expect(first).not.toBe(second);
    expect(mean).toBeGreaterThan(Math.min(first, second));
    expect(mean).toBeLessThan(Math.max(first, second));
    storeModel([0.1], 2000);
    expect(await from()).toBe(second);
    const [path] = await flow({ map: learned, starts: [[0.7]], steps: 1 });
    // No student is nearer to its teacher than that of the exact map.
    const [best] = await flow({ map: exact('A1'), starts: [[0.7]], steps: 1 });
    expect(path.bits[0]).toBeGreaterThan(best.bits[0]!);
    expect(path.bits[0]).toBeLessThan(1);
    expect(path.monotone[1]).toBeLessThan(path.monotone[0]!);
  });

  it('says how many couplings there are, and which trainings', async () => {
    const wrong = await rejectionOf(flow({ map: exact('A1+E'), starts: [[0.5]] }));
    expect(wrong).toMatchObject({ code: 'bad-argument', where: 'starts[0]' });
    expect(wrong.message).toContain('5 couplings; 1 are given');
    storeModel([0], 1000);
    const none = await rejectionOf(flow({ map: learned, member: 1, starts: [[0.5]] }));
    expect(none).toMatchObject({ code: 'bad-argument', where: 'member' });
  });

  it('refuses what would keep others waiting, and says what to do instead', async () => {
    const starts = Array.from({ length: 64 }, () => Array.from({ length: 10 }, () => 0.1));
    const refused = await rejectionOf(flow({ map: exact('2A1+E'), starts, steps: 64 }));
    expect(refused.code).toBe('too-large');
    expect(refused.remedy).toContain('analysis');
  });

  it('answers what takes a second at most, of learned maps as well, and one dear step alone', async () => {
    const point = [0.1, 0, 0, 0, 0];
    const starts = Array.from({ length: 64 }, () => point);
    const pretrained = { type: 'learned' as const, model: 'pretrained/mlrg-a1-e' };
    expect((await rejectionOf(flow({ map: pretrained, starts, steps: 64 }))).code).toBe('too-large');
    const axes = [
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
    ];
    const wide = { origin: point, axes, x: [-1, 1] as [number, number], y: [-1, 1] as [number, number] };
    const fine = await rejectionOf(plane({ map: pretrained, ...wide, resolution: 61 }));
    expect(fine).toMatchObject({ code: 'too-large', where: 'map' });
    // What the page asks of such a map at once.
    expect(await flow({ map: pretrained, starts: [point], steps: 64 })).toHaveLength(1);
    const dear = { type: 'exact' as const, symmetry: { spin: 'A1+2E' } };
    const from = Array.from({ length: 13 }, () => 0.1);
    expect((await rejectionOf(flow({ map: dear, starts: [from], steps: 3 }))).code).toBe('too-large');
    const [path] = await flow({ map: dear, starts: [from], steps: 1 });
    expect(path.couplings).toHaveLength(2);
  });

  it('lets other work in between', async () => {
    let turns = 0;
    const ticking = setInterval(() => turns++, 0);
    await flow({
      map: exact('A1+E'),
      starts: Array.from({ length: 12 }, (_, i) => [0.05 * i, 0, 0, 0, 0]),
      steps: 1,
    });
    clearInterval(ticking);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('rgPlane', () => {
  const square = { x: [0, 1] as [number, number], y: [-0.5, 0.5] as [number, number], resolution: 3 };

  it('of a single coupling is its line', async () => {
    const answer = await plane({ map: exact('A1'), origin: [0], axes: [[1]], ...square, resolution: 5 });
    expect(answer.names[0]).toBe('J0');
    expect(answer.x).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(answer.y).toEqual([0]);
    expect(answer.flow.x[0][2]).toBeCloseTo(-0.0561, 3);
    expect(answer.bits![0][2]).toBeCloseTo(0.02826, 4);
    expect(answer.monotone).toBeNull();
  });

  it('can be asked for node by node', async () => {
    const map = exact('A1+E');
    const origin = [0, 0, 0, 0, 0];
    const axes = [
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
    ];
    const whole = await plane({ map, origin, axes, ...square });
    const node = await plane({ map, origin, axes, x: [0.5, 0.5], y: [0, 0], resolution: 1 });
    expect([node.x, node.y]).toEqual([[0.5], [0]]);
    expect(node.flow.x).toEqual([[whole.flow.x[1][1]]]);
    expect(node.bits).toEqual([[whole.bits![1][1]]]);
    const nothing = await rejectionOf(plane({ map, origin, axes, ...square, x: [0, 0] }));
    expect(nothing).toMatchObject({ code: 'bad-argument', where: 'x, y' });
  });

  it('of a learned map holds C', async () => {
    storeModel([0, 0.1], 1000);
    const answer = await plane({ map: learned, origin: [0], axes: [[1]], ...square });
    expect(answer.monotone![0][0]).toBe(0);
    expect(answer.bits).toBeNull();
  });

  it('takes couplings of its own number only', async () => {
    const axes = [
      [1, 0, 0, 0, 0],
      [0, 1],
    ];
    const wrong = await rejectionOf(plane({ map: exact('A1+E'), origin: [0, 0, 0, 0, 0], axes, ...square }));
    expect(wrong).toMatchObject({ code: 'bad-argument', where: 'axes[1]' });
    const none = await rejectionOf(plane({ map: exact('A1+E'), origin: [0], axes, ...square }));
    expect(none).toMatchObject({ code: 'bad-argument', where: 'origin' });
  });
});
