import { describe, expect, it } from 'vitest';
import { remarksOf, sidecarOf } from '../../../../renderer/components/export/sidecar.ts';

const exporter = { macroscope: '0.1.0', node: '24.1.0', platform: 'linux x64' };
const at = '2026-11-22T12:00:00.000Z';
const chart = { title: 'Loss', kind: 'chart', files: ['loss.svg'] } as const;
const run = '2026-11-22-oscillator-abcdef';
const spec = { kind: 'oscillator', version: 1, seed: 42 } as const;
const versions = { macroscope: '0.0.9', node: '24.0.0', schema: 1 };

describe('the sidecar', () => {
  it('names run, seed, versions, and the command that makes it again', () => {
    const sidecar = sidecarOf(chart, { run, name: 'swing', spec, backend: 'wasm', versions }, exporter, at);
    expect(sidecar.from).toHaveLength(1);
    expect(sidecar.from[0]).toMatchObject({ run, name: 'swing', seed: 42, backend: 'wasm', versions });
    expect(sidecar.from[0]!.experiment).toEqual(spec);
    expect(sidecar.from[0]!.command).toContain('"seed":42');
    expect(sidecar.from[0]!.command).toContain('run experiment.json');
    expect(sidecar.exported).toEqual({ ...exporter, at });
  });

  it('names every run of a figure that shows several, the one it is about first', () => {
    const other = '2026-11-22-oscillator-ghijkl';
    const sidecar = sidecarOf(chart, { run, spec, others: [{ run: other, spec }] }, exporter, at);
    expect(sidecar.from.map((one) => one.run)).toEqual([run, other]);
  });

  it('says settings, seed and step of what is live, and has no command', () => {
    const live = { settings: { rule: 30, seed: 7 }, note: 'Live simulation, at step 4' };
    const [origin] = sidecarOf(chart, live, exporter, at).from;
    expect(origin).toEqual({ seed: 7, ...live });
  });

  it('says where arrays handed in with a run are, which its document alone does not bring back', () => {
    const sidecar = sidecarOf(chart, { run, spec, hasInputs: true }, exporter, at);
    const [origin] = sidecar.from;
    expect(origin!.needs).toContain('inputs.npz');
    expect(origin!.needs).toContain(`export ${run} --to run.zip`);
    expect(origin!.command).toBe(`npm run -s macroscope -- reproduce '${run}'`);
    expect(remarksOf(sidecar).slice(2, 4)).toEqual([origin!.needs, origin!.command]);
  });

  it('is there without provenance too', () => {
    expect(sidecarOf(chart, null, exporter, at).from).toEqual([]);
  });

  it('is the same after it was written and read', () => {
    const sidecar = sidecarOf(chart, { run, spec, versions }, exporter, at);
    expect(JSON.parse(JSON.stringify(sidecar))).toEqual(sidecar);
  });

  it('fits into a few lines', () => {
    const sidecar = sidecarOf({ ...chart, subtitle: 'held out' }, { run, spec, versions }, exporter, at);
    const [title, origin, command, exported] = remarksOf(sidecar);
    expect(title).toBe('Loss, held out');
    expect(origin).toBe(`run ${run}, oscillator, seed 42, Macroscope 0.0.9, Node 24.0.0`);
    expect(command).toBe(sidecar.from[0]!.command);
    expect(exported).toBe(`Exported ${at} by Macroscope 0.1.0 on linux x64`);
  });
});
