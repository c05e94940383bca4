import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  artifactName,
  HostError,
  runId,
  type ArrayRecord,
  type ExperimentSpec,
  type FieldPreview,
  type MetricPoint,
} from '../../../preload/contract/index.ts';
import { RandomStream } from '../../compute/random.ts';
import { writeNpz } from '../../data/npz.ts';
import {
  RunInterrupted,
  type Artifact,
  type RunContext,
  type Snapshot,
  type StoredModel,
  type ThreadPool,
} from '../../methods/context.ts';
import type { StopRequest } from '../jobs/protocol.ts';
import {
  readNewestCheckpoint,
  removeDrafts,
  removeGenerations,
  writeCheckpoint,
  type DamagedCheckpoint,
} from '../store/checkpoints.ts';
import { readArrays } from '../store/arrays.ts';
import { isMissing, storageError, writeWhole } from '../store/files.ts';
import { MetricsFile } from '../store/metrics.ts';
import { readRecord, runPaths } from '../store/run-folder.ts';
import { appendLog } from './log.ts';
import { loadModel } from './models.ts';

/** What becomes of the things a run says while it computes. */
export interface RunListener {
  metrics(points: MetricPoint[]): void;
  progress(fraction: number, message: string): void;
  frame(fields: FieldPreview[]): void;
  summary(values: Record<string, number>): void;
  backend(name: string): void;
  /** The run goes on, but the user should know. */
  warning?(message: string): void;
}

export interface RunSetting {
  spec: ExperimentSpec;
  version: string;
  backend?: string;
  /** Where artifacts go. */
  artifacts: string;
  /** Where checkpoints go; a run without them can't be interrupted and resumed. */
  checkpoints?: { folder: string; everySeconds: number };
  metricsPath?: string;
  logPath?: string;
  /** Path of inputs.npz, or the arrays themselves. */
  inputs: string | ArrayRecord;
  /** Folder of all runs. */
  runs: string;
  pool: ThreadPool;
  listener: RunListener;
}

const milliseconds = { message: 20, metrics: 250, progress: 250, frame: 1000 / 30 };
const largestFrame = 2 ** 20;

/** The context of one run: everything a method asks for, on a run folder. */
export class HostedRun implements RunContext {
  readonly spec: RunContext['spec'];
  readonly version: string;
  readonly pool: ThreadPool;
  readonly #setting: RunSetting;
  readonly #metrics: MetricsFile | null;
  readonly #streams = new Map<string, RandomStream>();
  /** States of streams that the checkpoint holds and the method has not asked for yet. */
  readonly #streamStates: Record<string, (number | null)[]> = {};
  readonly #restored: Snapshot | null = null;
  #backend: string | undefined;
  #points: MetricPoint[] = [];
  #request: StopRequest | null = null;
  #lastMessage = performance.now();
  #lastCheckpoint = performance.now();
  #lastMetrics = 0;
  #lastProgress = 0;
  #lastFrame = 0;

  /** Reads the newest good checkpoint, if there is one. */
  constructor(setting: RunSetting) {
    this.#setting = setting;
    this.spec = setting.spec;
    this.version = setting.version;
    this.pool = setting.pool;
    this.#backend = setting.backend;
    this.#metrics = setting.metricsPath === undefined ? null : new MetricsFile(setting.metricsPath);
    if (!setting.checkpoints) return;
    const { folder } = setting.checkpoints;
    for (const stale of [folder, setting.artifacts]) removeDrafts(stale);
    const { generation, content, damaged } = readNewestCheckpoint(folder);
    for (const bad of damaged) this.#tellDamage(bad, content === null ? null : generation);
    removeGenerations(
      folder,
      damaged.filter((bad) => !bad.refusal).map((bad) => bad.generation),
    );
    if (!content) return;
    const { random, method } = content.values as {
      random: Record<string, number[]>;
      method: Record<string, unknown>;
    };
    this.#streamStates = random;
    this.#restored = { arrays: content.arrays, values: method };
    this.log(`Goes on from checkpoint ${generation}.`);
  }

  get backend(): string | undefined {
    return this.#backend;
  }

  useBackend(name: string): void {
    this.#backend = name;
    this.#setting.listener.backend(name);
  }

  random(name: string): RandomStream {
    let stream = this.#streams.get(name);
    if (!stream) {
      stream = new RandomStream(this.spec.seed, name);
      const state = this.#streamStates[name];
      if (state) stream.restore(state);
      this.#streams.set(name, stream);
    }
    return stream;
  }

  metric(name: string, step: number, value: number): void {
    this.#points.push({ name, step, value });
    if (performance.now() - this.#lastMetrics >= milliseconds.metrics) this.#flushMetrics();
  }

  progress(fraction: number, message: string): void {
    const now = performance.now();
    if (fraction < 1 && now - this.#lastProgress < milliseconds.progress) return;
    this.#lastProgress = now;
    this.#setting.listener.progress(Math.min(1, Math.max(0, fraction)), message);
  }

  frame(fields: FieldPreview[]): void {
    const now = performance.now();
    if (now - this.#lastFrame < milliseconds.frame) return;
    const bytes = fields.reduce((sum, field) => sum + field.data.byteLength, 0);
    if (bytes > largestFrame) {
      throw new RangeError(`a live picture holds at most ${largestFrame} bytes, not ${bytes}`);
    }
    this.#lastFrame = now;
    this.#setting.listener.frame(fields);
  }

  log(message: string): void {
    if (this.#setting.logPath === undefined) return;
    appendLog(this.#setting.logPath, message);
  }

  restore(): Snapshot | null {
    return this.#restored;
  }

  async breathe(snapshot: () => Snapshot): Promise<void> {
    const now = performance.now();
    if (now - this.#lastMessage >= milliseconds.message) {
      await nextTurn();
      this.#lastMessage = performance.now();
    }
    const { checkpoints } = this.#setting;
    const request = this.#request;
    if (checkpoints && (request || now - this.#lastCheckpoint >= 1000 * checkpoints.everySeconds)) {
      this.#flushMetrics();
      this.#metrics?.sync();
      this.#writeCheckpoint(checkpoints.folder, snapshot());
      this.#lastCheckpoint = performance.now();
    }
    if (request) throw new RunInterrupted(request);
  }

  async artifact(name: string, content: Artifact): Promise<void> {
    await writeWhole(join(this.#setting.artifacts, artifactName.parse(name)), encode(content));
  }

  summary(values: Record<string, number>): void {
    this.#setting.listener.summary(values);
  }

  async inputs(): Promise<ArrayRecord> {
    const { inputs } = this.#setting;
    if (typeof inputs !== 'string') return inputs;
    return (await readArraysIfThere(inputs)) ?? {};
  }

  async runArrays(run: string, name: string): Promise<ArrayRecord> {
    const where = `${run}/artifacts/${name}`;
    if (!runId.safeParse(run).success || !artifactName.safeParse(name).success) {
      throw new HostError('bad-argument', `"${where}" does not name an artifact of a run.`, { where });
    }
    const { artifacts, inputs } = runPaths(join(this.#setting.runs, run));
    const path = name === 'inputs' ? inputs : join(artifacts, name);
    const arrays = await readArraysIfThere(path);
    if (!arrays) {
      throw new HostError('not-found', `The run ${run} has no artifact ${name}.`, {
        where,
        remedy: 'Choose a run that is done, or generate the data again.',
      });
    }
    return arrays;
  }

  async runSpec(run: string): Promise<ExperimentSpec> {
    const folder = join(this.#setting.runs, run);
    const there = runId.safeParse(run).success && (await isThere(folder));
    if (!there) {
      throw new HostError('not-found', `There is no run ${run}.`, {
        where: run,
        remedy: 'Choose a run that is done, or generate the data again.',
      });
    }
    return (await readRecord(folder)).spec;
  }

  async model(id: string): Promise<StoredModel> {
    return await loadModel(id, this.#setting.runs);
  }

  /** Asks the run to stop at its next breath. */
  request(request: StopRequest): void {
    // A stop outranks a pause.
    if (this.#request !== 'stop') this.#request = request;
  }

  /** Writes the last metrics; throws HostError 'storage' when they can't be. */
  finish(): void {
    this.#flushMetrics();
    this.#metrics?.sync();
  }

  /** Never throws: a run that failed or was interrupted has something more important to tell. */
  close(): void {
    try {
      this.#flushMetrics();
      this.#metrics?.close();
    } catch {
      // What is not written comes after the last checkpoint, and is computed again.
    }
  }

  #tellDamage({ generation, reason, refusal }: DamagedCheckpoint, instead: number | null): void {
    const fault = refusal ? 'can’t be read' : 'is damaged';
    const then =
      instead === null ? 'the run starts from its beginning' : `the run goes on from checkpoint ${instead}`;
    this.log(`Checkpoint ${generation} ${fault} and was passed over: ${reason}.`);
    this.#setting.listener.warning?.(`Checkpoint ${generation} ${fault} (${reason}): ${then}.`);
  }

  #flushMetrics(): void {
    this.#lastMetrics = performance.now();
    if (this.#points.length === 0) return;
    const points = this.#points;
    this.#points = [];
    this.#metrics?.append(points);
    this.#setting.listener.metrics(points);
  }

  #writeCheckpoint(folder: string, { arrays, values }: Snapshot): void {
    const live = [...this.#streams].map(([name, stream]) => [name, stream.state()]);
    const random = { ...this.#streamStates, ...Object.fromEntries(live) };
    writeCheckpoint(folder, { arrays, values: { random, method: values } });
  }
}

async function readArraysIfThere(path: string): Promise<ArrayRecord | null> {
  return await readArrays(path).catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw error;
  });
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw storageError(path, error);
  }
}

function encode(content: Artifact): string | Uint8Array {
  switch (content.type) {
    case 'arrays':
      return writeNpz(content.arrays);
    case 'json':
      return `${JSON.stringify(content.value, plainArrays, 1)}\n`;
    case 'text':
      return content.text;
    case 'bytes':
      return content.bytes;
  }
}

/** Typed arrays become lists of numbers; JSON would make objects of them. */
function plainArrays(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) && !(value instanceof DataView)
    ? Array.from(value as unknown as ArrayLike<number>)
    : value;
}
