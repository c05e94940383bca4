import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { chooseBackend, reportBackends } from '../../../main/compute/backends/index.ts';
import { restoreRemovedNodeFunctions } from '../../../main/compute/backends/node-shim.ts';
import { testGradients } from '../../../main/compute/backends/self-test.ts';

/** Milliseconds that each backend took when it was tried last. */
const speeds = async () =>
  (await reportBackends({ again: true })).slice(1).map(({ milliseconds }) => milliseconds);

describe('compute backends', () => {
  it('tells of each what its self-test measured or why it was refused', async () => {
    const reports = await reportBackends();
    const byName = Object.fromEntries(reports.map((report) => [report.name, report]));
    const order = reports.map(({ name }) => name).filter((name) => name !== 'simd-engine');
    expect(order).toEqual(['tfjs-node-gpu', 'webgpu', 'tfjs-node', 'wasm', 'cpu']);
    for (const report of reports) expect(report.reason).toMatch(/^[A-Z].*\.$/s);
    for (const { gradientError } of reports.filter(({ state }) => state !== 'refused')) {
      expect(gradientError).toBeLessThan(0.01);
    }
    // These two need nothing but npm's packages.
    expect(byName.wasm.state).not.toBe('refused');
    expect(byName.cpu.state).not.toBe('refused');
    expect(byName.wasm.gradientError).toBeLessThan(1e-5);
    const tensors = reports.filter(({ name }) => name !== 'simd-engine');
    expect(tensors.filter(({ state }) => state === 'chosen')).toHaveLength(1);
  });

  it('chooses the first usable one, and the one asked for', async () => {
    const reports = await reportBackends();
    const first = reports.find(({ name, state }) => name !== 'simd-engine' && state === 'chosen');
    expect((await chooseBackend()).name).toBe(first?.name);
    const { name, tf } = await chooseBackend('cpu');
    expect([name, tf.getBackend()]).toEqual(['cpu', 'cpu']);
    const { tf: again } = await chooseBackend('wasm');
    expect(again.getBackend()).toBe('wasm');
  });

  it('refuses a backend that is not there, with the reason', async () => {
    const refused = (await reportBackends()).find(({ state }) => state === 'refused');
    if (!refused || refused.name === 'simd-engine')
      throw new Error('every backend is usable on this machine');
    await expect(chooseBackend(refused.name)).rejects.toMatchObject({
      code: 'not-available',
      message: expect.stringContaining(refused.reason) as string,
    });
  });

  it('keeps callers apart: the last to choose has its backend', async () => {
    const [reports, cpu, wasm] = await Promise.all([
      reportBackends({ again: true }),
      chooseBackend('cpu'),
      chooseBackend('wasm'),
    ]);
    expect([cpu.name, wasm.name, wasm.tf.getBackend()]).toEqual(['cpu', 'wasm', 'wasm']);
    for (const { gradientError } of reports.filter(({ name }) => name === 'wasm' || name === 'cpu')) {
      expect(gradientError).toBeLessThan(1e-5);
    }
  });

  it('does not try them over and over for whoever keeps asking', async () => {
    await speeds();
    expect(await speeds()).toEqual(await speeds());
  });

  it('leaves the process its own error handling', async () => {
    const before = process.listenerCount('uncaughtException');
    await reportBackends({ again: true });
    expect(process.listenerCount('uncaughtException')).toBe(before);
  });

  it('has a self-test that finds a wrong gradient', async () => {
    const { tf } = await chooseBackend('cpu');
    const honest = tf.getGradient('Tanh');
    tf.unregisterGradient('Tanh');
    tf.registerGradient({
      ...honest,
      gradFunc: (dy) => ({ x: () => tf.clone(Array.isArray(dy) ? dy[0] : dy) }),
    });
    try {
      expect((await testGradients()).gradientError).toBeGreaterThan(0.05);
    } finally {
      tf.unregisterGradient('Tanh');
      tf.registerGradient(honest);
    }
    expect((await testGradients()).gradientError).toBeLessThan(1e-5);
  });

  it('puts back what tfjs-node needs of older Node', () => {
    restoreRemovedNodeFunctions();
    const util = createRequire(import.meta.url)('node:util') as {
      isNullOrUndefined(value: unknown): boolean;
      isArray(value: unknown): boolean;
    };
    expect([
      util.isNullOrUndefined(null),
      util.isNullOrUndefined(undefined),
      util.isNullOrUndefined(0),
    ]).toEqual([true, true, false]);
    expect([util.isArray([]), util.isArray({})]).toEqual([true, false]);
  });
});
