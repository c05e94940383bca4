import { describe, expect, it } from 'vitest';
import type { DesignCandidate, DesignResult } from '../../preload/contract/designs.ts';
import { readCsv } from '../../main/data/csv.ts';
import {
  designArrays,
  designContactSheet,
  designJson,
  exportDesign,
  parametersCsv,
} from '../../main/data/design-export.ts';
import { readNpz } from '../../main/data/npz.ts';
import { readPng } from '../../main/data/png.ts';
import { faultOf } from './faults.ts';

const n = 16;

function candidate(pattern: number, change: Partial<DesignCandidate> = {}): DesignCandidate {
  return {
    parameters: { Da: 0.1 + pattern / 30, Db: 0.07, F: 1 / 30, k: 0.06 },
    simulationSeed: 4_000_000_000 + pattern,
    distance: { total: 1.5, spectrum: 1, intensity: 2, moments: 1.25 },
    score: 0.9 - pattern / 10,
    trivial: false,
    clipped: [],
    pattern,
    ...change,
  };
}

const measured = { value: 1 };
const result: DesignResult = {
  model: 'pretrained/turing-hybrid',
  observation: 'fields',
  sampler: 'equivalence-class',
  macrostate: [0.1, -0.2, 0.3],
  designs: [candidate(2), candidate(0, { clipped: ['Da', 'F'] }), candidate(1, { trivial: true })],
  nearest: [candidate(3)],
  floor: measured,
  random: measured,
  outOfDistribution: { value: 0, threshold: 1, verdict: 'inside', explanation: 'like the training data' },
  suggestedPictureWidth: null,
  cloud: new Float32Array([0.15, 0.07, 0.03, 0.06]),
  curve: new Float32Array(),
  trainingMacrostates: new Float32Array(3),
  importance: { Da: measured, Db: measured, F: measured, k: measured },
  intervals: null,
  notes: [],
  seconds: 1,
  command: 'macroscope design',
};

/** Pattern i is uniform at i/10 in a, and runs from 0 to (i + 1)/10 in b. */
const patterns = {
  a: {
    shape: [4, n, n],
    data: Float32Array.from({ length: 4 * n * n }, (_, i) => Math.floor(i / n ** 2) / 10),
  },
  b: {
    shape: [4, n, n],
    data: Float32Array.from(
      { length: 4 * n * n },
      (_, i) => ((Math.floor(i / n ** 2) + 1) / 10) * ((i % n) / (n - 1)),
    ),
  },
  example: { shape: [2, n, n], data: new Float32Array(2 * n * n).fill(0.2) },
};

describe('parameters.csv', () => {
  it('has a row for each design in the order given, bit for bit', () => {
    const table = readCsv(new TextEncoder().encode(parametersCsv([candidate(2), candidate(0)])));
    expect(table.columns?.slice(0, 6)).toEqual(['rank', 'Da', 'Db', 'F', 'k', 'score']);
    expect([...table.data.subarray(0, 6)]).toEqual([1, 0.1 + 2 / 30, 0.07, 1 / 30, 0.06, 0.9 - 2 / 10]);
    expect(table.data[table.width + table.columns!.indexOf('seed')]).toBe(4_000_000_000);
  });

  it('names clipped parameters and writes yes and no as 1 and 0', () => {
    const lines = parametersCsv(result.designs).split('\r\n');
    expect(lines[2]).toMatch(/,0,Da F$/);
    expect(lines[3]).toMatch(/,1,$/);
  });
});

describe('design.json', () => {
  it('holds typed arrays as lists', () => {
    const read = JSON.parse(designJson(result)) as DesignResult;
    expect(read.cloud).toEqual([...result.cloud]);
    expect(read.trainingMacrostates).toEqual([0, 0, 0]);
    expect(read.designs).toEqual(result.designs);
  });
});

describe('patterns.npz', () => {
  it('holds the patterns of the designs in their order, with what is needed to grow them again', () => {
    const arrays = designArrays([candidate(3), candidate(1)], patterns);
    expect(arrays.a!.shape).toEqual([2, n, n]);
    expect([arrays.a!.data[0], arrays.a!.data[n * n]]).toEqual([Math.fround(0.3), Math.fround(0.1)]);
    expect(arrays.parameters).toEqual({
      shape: [2, 4],
      data: new Float64Array([0.2, 0.07, 1 / 30, 0.06, 0.1 + 1 / 30, 0.07, 1 / 30, 0.06]),
    });
    expect(arrays.seed!.data).toEqual(new Uint32Array([4_000_000_003, 4_000_000_001]));
    expect(arrays.example).toBe(patterns.example);
  });
});

describe('contact sheet', () => {
  it('shows example, designs and nearest patterns below one another', () => {
    const sheet = readPng(designContactSheet(result, patterns));
    const alone = readPng(designContactSheet({ ...result, nearest: [] }, patterns));
    expect(sheet.width).toBe(2 * 24 + 3 * 256 + 2 * 16);
    expect(sheet.height - alone.height).toBeGreaterThan(256);
    expect(sheet.coloured).toBe(true);
  });

  it('shows grown patterns in one range, in the colour map asked for', () => {
    const sheet = readPng(designContactSheet({ ...result, nearest: [] }, patterns, 'grey'));
    expect(sheet.coloured).toBe(true);
    // The brightest pixel inside the three design pictures; ink and ground lie outside.
    const brightest = [0, 1, 2].map((column) => {
      const left = 24 + column * (256 + 16);
      let most = 0;
      for (let y = sheet.height - 300; y < sheet.height - 120; y++) {
        for (let x = left; x < left + 256; x++) most = Math.max(most, sheet.luminance[y * sheet.width + x]!);
      }
      return most;
    });
    expect(brightest.map((value) => Math.round(value * 30))).toEqual([30, 10, 20]);
  });

  it('shows a picture as example in its own range, and does without an example', () => {
    const picture = { shape: [n, n], data: Float32Array.from({ length: n * n }, (_, i) => 1000 + i) };
    const sheets = [
      { ...patterns, example: picture },
      { a: patterns.a, b: patterns.b },
    ].map((arrays) => readPng(designContactSheet({ ...result, observation: 'picture' }, arrays)));
    expect(sheets[0]!.height - sheets[1]!.height).toBeGreaterThan(256);
  });
});

describe('exporting a design', () => {
  it.each([
    ['csv', 'parameters.csv', 'text/csv'],
    ['json', 'design.json', 'application/json'],
    ['npz', 'patterns.npz', 'application/octet-stream'],
    ['png', 'contact-sheet.png', 'image/png'],
  ] as const)('writes %s', (format, name, type) => {
    const file = exportDesign(result, patterns, [1, 0], format);
    expect(file).toMatchObject({ name, type });
    expect(file.bytes.length).toBeGreaterThan(50);
  });

  it('keeps only the designs asked for, in that order', () => {
    const { bytes } = exportDesign(result, patterns, [2, 0], 'npz');
    expect(readNpz(bytes).seed!.data).toEqual(new Uint32Array([4_000_000_001, 4_000_000_002]));
    const read = JSON.parse(
      new TextDecoder().decode(exportDesign(result, patterns, [1], 'json').bytes),
    ) as DesignResult;
    expect(read.designs).toEqual([result.designs[1]]);
    expect(read.nearest).toEqual(result.nearest);
  });

  it('refuses designs and patterns that are not there', () => {
    expect(faultOf(() => exportDesign(result, patterns, [5], 'csv'))).toMatchObject({
      code: 'bad-argument',
      message: 'There is no design 6; the run has 3.',
    });
    const strange = { ...result, designs: [candidate(9)] };
    expect(faultOf(() => exportDesign(strange, patterns, [0], 'npz')).message).toMatch(/holds no pattern 9/);
    expect(faultOf(() => exportDesign(result, {}, [0], 'png')).code).toBe('bad-file');
  });
});
