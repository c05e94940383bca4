import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMetrics } from '../../main/host/store/metrics.ts';
import { runPaths } from '../../main/host/store/run-folder.ts';

/**
 * Everything a run has computed, as one text: every artifact bit for bit and every value of its curves. Only the times
 * that some artifacts tell, when they were made and how long it took, are left out.
 */
export async function resultsOf(folder: string): Promise<string> {
  const { artifacts, metrics } = runPaths(folder);
  const files = readdirSync(artifacts)
    .toSorted()
    .map((name) => {
      const bytes = readFileSync(join(artifacts, name));
      return `${name} ${sha256(name.endsWith('.json') ? withoutTimes(bytes.toString('utf8')) : bytes)}`;
    });
  const curves = Object.entries(await readMetrics(metrics, Number.MAX_SAFE_INTEGER))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, { step, value }]) => `${name} ${step.length} ${sha256(step)} ${sha256(value)}`);
  return [...files, ...curves].join('\n');
}

const times = new Set(['seconds', 'createdAt']);

function withoutTimes(text: string): string {
  return JSON.stringify(JSON.parse(text, (key, value: unknown) => (times.has(key) ? undefined : value)));
}

function sha256(content: string | NodeJS.ArrayBufferView): string {
  const hash = createHash('sha256');
  if (typeof content === 'string') return hash.update(content).digest('hex');
  return hash.update(new Uint8Array(content.buffer, content.byteOffset, content.byteLength)).digest('hex');
}
