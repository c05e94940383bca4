import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDirectly } from '../../main/host/worker/direct.ts';
import { compareFiles } from '../../main/data/difference.ts';
import type { ExperimentSpec } from '../../preload/contract/index.ts';

/** Computes an experiment without any disturbance, and counts the files of a run's results that agree bit by bit, but for times of the clock. */
export async function undisturbed(
  spec: ExperimentSpec,
  artifacts: string,
): Promise<{ files: number; identical: number }> {
  const out = mkdtempSync(join(tmpdir(), 'macroscope-undisturbed-'));
  try {
    await runDirectly({ spec, inputs: {}, out, runs: out, onProgress: () => {} });
    const names = readdirSync(out);
    const found = new Set(readdirSync(artifacts));
    const identical = names.filter((name) => {
      if (!found.has(name)) return false;
      const [a, b] = [out, artifacts].map((folder) => readFileSync(join(folder, name))) as [Buffer, Buffer];
      return a.equals(b) || compareFiles(name, a, b).same;
    });
    return { files: names.length, identical: identical.length };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
