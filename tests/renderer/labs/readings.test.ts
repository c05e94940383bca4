import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { compareFiles } from '../../../main/data/compare.ts';
import { inspectFile } from '../../../main/data/inspect.ts';
import { writeNpz } from '../../../main/data/npz.ts';
import type { FileReading } from '../../../preload/contract/index.ts';
import { labs } from '../../../renderer/labs/index.ts';
import { fileUses, readingTitles, usesOf } from '../../../renderer/labs/readings.ts';
import { useSimulationStore } from '../../../renderer/labs/turing/stores/simulation.ts';
import { useFilesStore } from '../../../renderer/stores/files.ts';
import { answers } from './turing/stores/host-stand-in.ts';

vi.mock('../../../renderer/bridge/host.ts', async () => await import('./turing/stores/host-stand-in.ts'));

const table = new TextEncoder().encode('Da,Db,F,k\n0.16,0.08,0.035,0.06\n0.16,0.08,0.03,0.055\n');
const file = new File([table], 'p.csv');

beforeEach(() => {
  setActivePinia(createPinia());
  for (const name of Object.keys(answers)) delete answers[name as keyof typeof answers];
});

it('every reading is used somewhere: a lab, and a tab of it where it has tabs', () => {
  const readings = Object.keys(readingTitles) as FileReading[];
  expect(readings.filter((reading) => usesOf(reading).length === 0)).toEqual([]);
  const places = labs.flatMap(({ name, tabs }) => [name, ...tabs.map((tab) => `${name}/${tab.name}`)]);
  const used = fileUses.map(({ lab, tab }) => (tab === undefined ? lab : `${lab}/${tab}`));
  expect(places).toEqual(expect.arrayContaining(used));
});

it('parameters are simulated from the row that is taken', async () => {
  answers.filesCompare = async ({ files }) => await compareFiles(files);
  answers.simulationOpen = async () => ({ id: 's' });
  answers.simulationChange = answers.simulationReset = answers.simulationRun = async () => ({ id: 's' });
  const inspection = await inspectFile('p.csv', table);
  const [use] = usesOf('parameters');
  await use!.open(file, inspection, { row: 1 });
  expect(useSimulationStore().settings.parameters).toEqual({ Da: 0.16, Db: 0.08, F: 0.03, k: 0.055 });
  await use!.open(file, inspection);
  expect(useSimulationStore().settings.parameters.F).toBe(0.035);
});

it('particles and series are read from the array that is chosen', async () => {
  const asked = vi.fn<(layout: unknown) => void>();
  answers.spacetimeRead = async ({ layout }) => {
    asked(layout);
    throw new Error('as far as it goes here');
  };
  const bytes = writeNpz({
    masses: { shape: [30], data: new Float64Array(30) },
    first: { shape: [20, 30, 2], data: new Float64Array(1200) },
    second: { shape: [20, 30, 2], data: new Float64Array(1200) },
  });
  const inspection = await inspectFile('p.npz', bytes);
  const open = async (reading: FileReading, array?: string) =>
    await expect(usesOf(reading)[0]!.open(file, inspection, { array })).rejects.toThrow('as far');
  const axes = ['time', 'particle', 'component'];
  await open('particles');
  await open('particles', 'masses');
  await open('particles', 'second');
  await open('spacetime');
  await open('spacetime', 'second');
  expect(asked.mock.calls.map(([layout]) => layout)).toEqual([
    { axes, array: 'first' },
    { axes, array: 'first' },
    { axes, array: 'second' },
    {},
    { array: 'second' },
  ]);
});

it('an array is looked at under Data, alone', async () => {
  answers.fileInspect = async ({ name, bytes }) => await inspectFile(name, bytes);
  const files = useFilesStore();
  const [first, second] = [await files.inspect(file), await files.inspect(new File([table], 'q.csv'))];
  files.compare([first.id, second.id]);
  await usesOf('array')[0]!.open(file, first.inspection!);
  expect(files.selected).toBe(first.id);
  expect(files.picked).toEqual([]);
});
