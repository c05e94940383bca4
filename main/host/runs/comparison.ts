import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type {
  MetricSeries,
  ReproducedFile,
  Reproduction,
  RunRecord,
} from '../../../preload/contract/index.ts';
import type { FileDifference } from '../../data/difference.ts';
import { readMetrics } from '../store/metrics.ts';
import { listArtifacts, runPaths } from '../store/run-folder.ts';

/** Tells how far two files are apart whose bytes differ; off the host's thread, for files may be large. */
export type CompareFiles = (name: string, a: Uint8Array, b: Uint8Array) => Promise<FileDifference>;

/** Files beyond this are compared by their bytes alone. */
const largestRead = 256 * 2 ** 20;

/** A run and its folder. */
export interface ComparedRun {
  record: RunRecord;
  folder: string;
}

/**
 * Compares a run with the one it computed again: every artifact by its bytes, and where they differ by its values, and the curves
 * point by point. Both must be done.
 */
export async function compareRuns(
  first: ComparedRun,
  again: ComparedRun,
  compare: CompareFiles,
): Promise<Reproduction> {
  const [before, after] = await Promise.all([listArtifacts(first.folder), listArtifacts(again.folder)]);
  const names = [...new Set([...before, ...after].map(({ name }) => name))].toSorted();
  const files: ReproducedFile[] = [];
  let clock = false;
  for (const name of names) {
    const inFirst = before.some((artifact) => artifact.name === name);
    const inAgain = after.some((artifact) => artifact.name === name);
    if (!inFirst || !inAgain) {
      files.push({ name, verdict: inFirst ? 'missing' : 'added' });
      continue;
    }
    const [a, b] = [first, again].map(({ folder }) => join(runPaths(folder).artifacts, name)) as [
      string,
      string,
    ];
    const difference = await compareArtifact(name, a, b, compare);
    clock ||= difference.clock;
    files.push(judged(name, difference));
  }
  files.push(
    ...compareCurves(
      await readMetrics(runPaths(first.folder).metrics, Infinity),
      await readMetrics(runPaths(again.folder).metrics, Infinity),
    ),
  );
  const notes = machineNotes(first.record, again.record);
  if (clock) notes.push('Times of the clock in the files (seconds, dates) were left out of the comparison.');
  return {
    of: first.record.id,
    agrees: files.every(({ verdict }) => verdict === 'same'),
    files,
    ...(notes.length === 0 ? {} : { notes }),
  };
}

async function compareArtifact(
  name: string,
  a: string,
  b: string,
  compare: CompareFiles,
): Promise<FileDifference> {
  const [sizeA, sizeB] = [(await stat(a)).size, (await stat(b)).size];
  if (sizeA === sizeB && (await sha256Of(a)) === (await sha256Of(b))) return { same: true, clock: false };
  if (Math.max(sizeA, sizeB) > largestRead) return { same: false, clock: false };
  return await compare(name, await readFile(a), await readFile(b));
}

function judged(name: string, { same, relativeDifference }: FileDifference): ReproducedFile {
  if (same) return { name, verdict: 'same' };
  return { name, verdict: 'different', ...(relativeDifference === undefined ? {} : { relativeDifference }) };
}

/** One line for each curve, named as it is in the list of files: "metrics: loss". */
function compareCurves(first: MetricSeries, again: MetricSeries): ReproducedFile[] {
  return [...new Set([...Object.keys(first), ...Object.keys(again)])].map((metric) => {
    const name = `metrics: ${metric}`;
    const [a, b] = [first[metric], again[metric]];
    if (!a || !b) return { name, verdict: a ? 'missing' : 'added' };
    if (a.step.length !== b.step.length || a.step.some((step, i) => step !== b.step[i])) {
      return { name, verdict: 'different' };
    }
    if (a.value.every((value, i) => Object.is(value, b.value[i]))) return { name, verdict: 'same' };
    let difference = 0;
    let largest = 0;
    a.value.forEach((value, i) => {
      const other = b.value[i] ?? Number.NaN;
      if (Object.is(value, other)) return;
      const apart = Math.abs(value - other);
      difference = Math.max(difference, Number.isNaN(apart) ? Infinity : apart);
    });
    for (const value of [...a.value, ...b.value]) {
      if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    }
    return { name, verdict: 'different', relativeDifference: difference === 0 ? 0 : difference / largest };
  });
}

/** What differs between the two computations that could matter to the bits. */
function machineNotes(first: RunRecord, again: RunRecord): string[] {
  const notes: string[] = [];
  const compare = (what: string, a: string | undefined, b: string | undefined) => {
    if (a !== b) notes.push(`${what}: ${a ?? 'not noted'} then, ${b ?? 'not noted'} now.`);
  };
  compare('Macroscope', first.versions.macroscope, again.versions.macroscope);
  compare('Node', first.versions.node, again.versions.node);
  compare('Backend', first.backend, again.backend);
  return notes;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
