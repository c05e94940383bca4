import { z } from 'zod';
import { shapedArray, type ArrayRecord } from './arrays.ts';
import { mostComparedFiles, type FilesComparison } from './comparison.ts';
import type { ChainLink, ModelSummary } from './models.ts';
import { experimentSpec } from './experiments/index.ts';
import type { GrownLevel, KernelWeights } from './ensembles.ts';
import { grayScottParameters } from './experiments/gray-scott.ts';
import { kernelSizes } from './experiments/inverse-rg.ts';
import { liveSettings } from './dynamics.ts';
import { ruleNumber } from './experiments/dynamics.ts';
import { rgMapChoice, symmetrySettings } from './experiments/mlrg.ts';
import type { FileInspection, PatternInput, SpinsInput } from './files.ts';
import { patchOf, seed } from './parameters.ts';
import type { RgPath, RgPlane, SymmetryDescription } from './renormalization.ts';
import {
  artifactName,
  runId,
  runState,
  runTag,
  type ArtifactInfo,
  type BinnedRun,
  type DiskUse,
  type MetricSeries,
  type RunRecord,
  type RunSummary,
  type Sparkline,
} from './runs.ts';
import type { AutomatonDescription, RuleGraph } from './self-similarity.ts';
import { axisRoles, normalisations, type SpacetimeInput } from './spacetime.ts';
import { simulationSettings } from './simulation.ts';
import { settings, type BackendReport, type Settings, type WorkbenchDescription } from './workbench.ts';

const nothing = z.object({}).strict();
const ofRun = z.object({ id: runId }).strict();
const ofSimulation = z.object({ id: z.string().max(40) }).strict();
const fileBytes = z.instanceof(Uint8Array);
const fileName = z.string().min(1).max(400);
const arrayName = z.string().max(400);
const transfer = z.string().regex(/^[a-z0-9]{8,40}$/, 'not the name of a transfer');

/** Largest frame either transport accepts. */
export const payloadLimit = 64 * 1024 * 1024;

/** The schema of every call's one argument. The host parses with it before anything else looks at the call. */
export const callSchemas = {
  workbenchDescribe: nothing,
  settingsRead: nothing,
  settingsWrite: z.object({ patch: patchOf(settings) }).strict(),
  backendsRead: z.object({ again: z.boolean().default(false) }).strict(),

  runsList: z.object({ states: z.array(runState).max(20).optional() }).strict(),
  runRead: ofRun,
  runCreate: z
    .object({
      spec: experimentSpec,
      name: z.string().max(120).optional(),
      /** Arrays the run is given beside its specification; kept in its folder. */
      inputs: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), shapedArray).optional(),
    })
    .strict(),
  runPause: ofRun,
  runResume: ofRun,
  runStop: ofRun,
  runRetry: ofRun,
  runRename: z.object({ id: runId, name: z.string().min(1).max(120) }).strict(),
  runArchive: ofRun,
  runRestore: ofRun,
  /** Tags and notes; what is absent stays. */
  runAnnotate: z
    .object({ id: runId, tags: z.array(runTag).max(20).optional(), notes: z.string().max(20_000).optional() })
    .strict(),
  /** To the bin, from where `runUndelete` takes it back until the bin is emptied. */
  runDelete: ofRun,
  runUndelete: ofRun,
  binList: nothing,
  /** Deletes for good: these runs of the bin, or all of them. */
  binEmpty: z.object({ ids: z.array(runId).max(10_000).optional() }).strict(),
  diskUse: nothing,
  /** Small curves for a list; runs without a curve are left out of the answer. */
  runSparklines: z
    .object({ ids: z.array(runId).max(200), points: z.number().int().min(8).max(200).default(48) })
    .strict(),
  /** Computes a finished run again as a new run, and compares the bits when it is done. */
  runReproduce: ofRun,
  /** One run for every combination of the values; they share the queue. */
  sweepCreate: z
    .object({
      spec: experimentSpec,
      name: z.string().trim().min(1).max(100),
      axes: z
        .array(
          z
            .object({
              path: z.string().regex(/^[A-Za-z]\w*(\.\w+){0,5}$/, 'not an entry of a document'),
              values: z
                .array(z.union([z.number(), z.string().max(200), z.boolean()]))
                .min(1)
                .max(1000),
            })
            .strict(),
        )
        .min(1)
        .max(3),
      inputs: z.record(z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), shapedArray).optional(),
    })
    .strict(),
  /** Packs a whole run into a zip, to be read in pieces and closed. */
  packOpen: z.object({ id: runId, checkpoints: z.boolean().default(true) }).strict(),
  packRead: z
    .object({
      transfer,
      offset: z.number().int().min(0),
      length: z
        .number()
        .int()
        .min(1)
        .max(16 * 2 ** 20),
    })
    .strict(),
  packClose: z.object({ transfer }).strict(),
  /** Takes in a packed run in pieces, in order; `unpackClose` checks it and makes it a run of this workspace. */
  unpackOpen: z.object({ name: fileName }).strict(),
  unpackWrite: z.object({ transfer, offset: z.number().int().min(0), bytes: fileBytes }).strict(),
  unpackClose: z.object({ transfer }).strict(),
  /** Throws away what was taken in so far. */
  unpackCancel: z.object({ transfer }).strict(),
  runMetrics: z.object({ id: runId, limit: z.number().int().min(10).max(20_000).default(1000) }).strict(),
  runLog: z.object({ id: runId, lines: z.number().int().min(1).max(5000).default(200) }).strict(),
  runArtifacts: ofRun,
  /** The bytes of a file in artifacts/. */
  runArtifact: z.object({ id: runId, name: artifactName }).strict(),
  /** The arrays of an .npz in artifacts/, or of the run's inputs when the name is 'inputs'. */
  runArrays: z
    .object({ id: runId, name: artifactName, only: z.array(z.string().max(80)).max(32).optional() })
    .strict(),

  /** The arrays as the bytes of an .npz. */
  arraysPack: z
    .object({ arrays: z.record(z.string().regex(/^[^/\\\p{Cc}]{1,120}$/u), shapedArray) })
    .strict(),

  modelsList: nothing,
  modelChain: z.object({ spec: experimentSpec }).strict(),

  fileInspect: z.object({ name: fileName, bytes: fileBytes }).strict(),
  /** Puts one array of each file beside the others, with differences from the first; the largest array where none is named. */
  filesCompare: z
    .object({
      files: z
        .array(z.object({ name: fileName, bytes: fileBytes, array: arrayName.optional() }).strict())
        .min(1)
        .max(mostComparedFiles),
    })
    .strict(),
  patternRead: z
    .object({
      name: fileName,
      bytes: fileBytes,
      observation: z.enum(['auto', 'fields', 'picture']).default('auto'),
      array: arrayName.optional(),
    })
    .strict(),
  spinsRead: z.object({ name: fileName, bytes: fileBytes, array: arrayName.optional() }).strict(),
  /** Reads a file as a series in space and time; what `layout` leaves out is guessed and said. */
  spacetimeRead: z
    .object({
      name: fileName,
      bytes: fileBytes,
      layout: z
        .object({
          array: arrayName,
          axes: z.array(z.enum(axisRoles)).min(1).max(8),
          normalisation: z.enum(normalisations),
          stride: z.number().int().min(1).max(100_000),
          skip: z.number().int().min(0).max(100_000_000),
          box: z.number().positive().max(1e12),
          cells: z.number().int().min(4).max(1024),
        })
        .partial()
        .strict()
        .default({}),
    })
    .strict(),
  /** Everything exact about an elementary automaton. */
  automatonDescribe: z.object({ rule: ruleNumber, mask: z.enum(['row', 'patch']).default('row') }).strict(),
  /** Which rule coarse-grains to which, for one group size. */
  ruleGraph: z.object({ size: z.number().int().min(2).max(4) }).strict(),
  /** Grows one configuration from one spin, all levels of it: by a stored model, or by a kernel under the editor. */
  growthPreview: z
    .object({
      upscaler: z.union([
        z.object({ model: z.string().min(1).max(200) }).strict(),
        z
          .object({
            size: z.literal(kernelSizes),
            /** Free weights in the order of kernelOrbits(size). */
            weights: z.array(z.number().min(-50).max(50)).min(3).max(15),
            /** The k = 3 weights of the lattices that a larger kernel would wrap around; those of the shipped model when absent. */
            small: z.array(z.number().min(-50).max(50)).length(3).optional(),
          })
          .strict(),
      ]),
      seed,
      /** Doublings; the last lattice has the side 2^levels. */
      levels: z.number().int().min(1).max(10),
      /** K of the sweeps, and of a model with temperature as input. */
      coupling: z.number().min(0).max(2),
      /** Heat-bath sweeps after the last doubling. */
      sweeps: z.number().int().min(0).max(100).default(0),
    })
    .strict(),
  /** The symmetric kernel of a stored model, for the editor; `coupling` matters to one with temperature as input. */
  upscalerKernel: z
    .object({ model: z.string().min(1).max(200), coupling: z.number().min(0).max(2) })
    .strict(),
  /** What a choice of symmetries means; answers within a blink, also for choices that are not allowed. */
  symmetryDescribe: z.object({ symmetry: symmetrySettings.extend({ spin: z.string().max(60) }) }).strict(),
  /** The flow from some starting points, for pictures that follow the hand. */
  rgFlow: z
    .object({
      map: rgMapChoice,
      /** Which of the trainings of a learned map; absent: their mean. */
      member: z.number().int().min(0).max(19).optional(),
      /** Couplings each. */
      starts: z
        .array(z.array(z.number().min(-10).max(10)).min(1).max(64))
        .min(1)
        .max(64),
      steps: z.number().int().min(1).max(64).default(8),
    })
    .strict(),
  /** One RG step on a grid of a plane of couplings. */
  rgPlane: z
    .object({
      map: rgMapChoice,
      member: z.number().int().min(0).max(19).optional(),
      origin: z.array(z.number().min(-10).max(10)).min(1).max(64),
      /** Two directions in the space of couplings; made orthonormal. Of a single coupling, its axis alone. */
      axes: z
        .array(z.array(z.number().min(-10).max(10)).min(1).max(64))
        .min(1)
        .max(2),
      x: z.tuple([z.number().min(-10).max(10), z.number().min(-10).max(10)]),
      y: z.tuple([z.number().min(-10).max(10), z.number().min(-10).max(10)]),
      /** Nodes on each side; one alone is at the lower ends. */
      resolution: z.number().int().min(1).max(61).default(21),
    })
    .strict(),
  designExport: z
    .object({
      id: runId,
      /** Indices into DesignResult.designs, in the order wanted. */
      keep: z.array(z.number().int().min(0).max(1023)).min(1).max(1024),
      format: z.enum(['csv', 'json', 'npz', 'png']),
    })
    .strict(),

  dynamicsOpen: z.object({ settings: liveSettings.prefault({}) }).strict(),
  dynamicsChange: ofSimulation.extend({ patch: patchOf(liveSettings) }).strict(),
  dynamicsRun: ofSimulation,
  dynamicsPause: ofSimulation,
  dynamicsStep: ofSimulation.extend({ steps: z.number().int().min(1).max(100_000).default(1) }).strict(),
  dynamicsReset: ofSimulation.extend({ seed: z.number().int().min(0).max(0xffffffff) }).strict(),
  dynamicsClose: ofSimulation,

  simulationOpen: z.object({ settings: simulationSettings.prefault({}) }).strict(),
  simulationChange: ofSimulation.extend({ patch: patchOf(simulationSettings) }).strict(),
  simulationRun: ofSimulation,
  simulationPause: ofSimulation,
  simulationStep: ofSimulation.extend({ steps: z.number().int().min(1).max(100_000).default(1) }).strict(),
  simulationReset: ofSimulation.extend({ seed: z.number().int().min(0).max(0xffffffff) }).strict(),
  /** Adds b in a disc; x and y in cells. */
  simulationBrush: ofSimulation
    .extend({
      x: z.number(),
      y: z.number(),
      radius: z.number().min(0.5).max(200),
      amount: z.number().min(-1).max(1),
    })
    .strict(),
  simulationFields: ofSimulation,
  simulationClose: ofSimulation,
  /** Says which parameter sets a stencil can run: the limit, and whether these keep it. */
  simulationCheck: z
    .object({ parameters: grayScottParameters, stencil: simulationSettings.shape.stencil })
    .strict(),
} as const satisfies Record<string, z.ZodType>;

export type CallName = keyof typeof callSchemas;
export const callNames = Object.keys(callSchemas) as CallName[];

/** What each call answers. */
export interface CallResults {
  workbenchDescribe: WorkbenchDescription;
  settingsRead: Settings;
  settingsWrite: Settings;
  backendsRead: BackendReport[];
  runsList: RunSummary[];
  runRead: RunRecord;
  runCreate: RunRecord;
  runPause: RunSummary;
  runResume: RunSummary;
  runStop: RunSummary;
  runRetry: RunSummary;
  runRename: RunSummary;
  runArchive: RunSummary;
  runRestore: RunSummary;
  runAnnotate: RunSummary;
  runDelete: BinnedRun;
  runUndelete: RunSummary;
  binList: BinnedRun[];
  binEmpty: { runs: number; bytes: number };
  diskUse: DiskUse;
  runSparklines: Record<string, Sparkline>;
  runReproduce: RunRecord;
  sweepCreate: { id: string; runs: RunSummary[] };
  packOpen: { transfer: string; name: string; bytes: number };
  packRead: Uint8Array;
  packClose: { transfer: string };
  unpackOpen: { transfer: string };
  unpackWrite: { transfer: string; bytes: number };
  unpackClose: RunRecord;
  unpackCancel: { transfer: string };
  arraysPack: Uint8Array;
  runMetrics: MetricSeries;
  runLog: string[];
  runArtifacts: ArtifactInfo[];
  runArtifact: Uint8Array;
  runArrays: ArrayRecord;
  modelsList: ModelSummary[];
  modelChain: ChainLink[];
  fileInspect: FileInspection;
  filesCompare: FilesComparison;
  patternRead: PatternInput;
  spinsRead: SpinsInput;
  spacetimeRead: SpacetimeInput;
  automatonDescribe: AutomatonDescription;
  ruleGraph: RuleGraph;
  dynamicsOpen: { id: string };
  dynamicsChange: { id: string };
  dynamicsRun: { id: string };
  dynamicsPause: { id: string };
  dynamicsStep: { id: string };
  dynamicsReset: { id: string };
  dynamicsClose: { id: string };
  growthPreview: GrownLevel[];
  /** null: the model is no symmetric kernel. */
  upscalerKernel: KernelWeights | null;
  symmetryDescribe: SymmetryDescription;
  rgFlow: RgPath[];
  rgPlane: RgPlane;
  designExport: { name: string; type: string; bytes: Uint8Array };
  simulationOpen: { id: string };
  simulationChange: { id: string };
  simulationRun: { id: string };
  simulationPause: { id: string };
  simulationStep: { id: string };
  simulationReset: { id: string };
  simulationBrush: { id: string };
  simulationFields: { size: number; step: number; a: Float32Array; b: Float32Array };
  simulationClose: { id: string };
  simulationCheck: { stable: boolean; limit: number; explanation: string };
}

export type CallInput<K extends CallName> = z.input<(typeof callSchemas)[K]>;
export type CallArgument<K extends CallName> = z.output<(typeof callSchemas)[K]>;

/** The host as the page sees it. */
export type HostFunctions = { [K in CallName]: (input: CallInput<K>) => Promise<CallResults[K]> };

/** The host as it is implemented: arguments parsed, defaults filled in. */
export type HostHandlers = {
  [K in CallName]: (input: CallArgument<K>) => Promise<CallResults[K]> | CallResults[K];
};
