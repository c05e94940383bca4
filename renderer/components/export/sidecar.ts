import type { ExperimentDocument } from '../../../preload/contract/index.ts';
import { commandOf, reproduceCommand } from '../../labs/runs/command.ts';
import type { Provenance } from './provenance.ts';

/** What a file holds. */
export interface ExportedThing {
  title: string;
  subtitle?: string;
  kind: 'chart' | 'drawing' | 'picture' | 'table';
  /** Files written together, the sidecar left out. */
  files: readonly string[];
  /** Size and look, as chosen: "86 × 57 mm, print". */
  drawn?: Record<string, number | string>;
  /** Columns and arrays of the data files. */
  data?: readonly { name: string; array?: string; unit?: string; shape: readonly number[] }[];
}

/** The program that exports, as the host describes it. */
export interface Exporter {
  macroscope: string;
  node: string;
  platform: string;
}

interface Origin {
  run?: string;
  name?: string;
  experiment?: ExperimentDocument;
  seed?: number;
  settings?: object;
  backend?: string;
  versions?: Provenance['versions'];
  note?: string;
  /** What the command needs beside the document, and where it is. */
  needs?: string;
  /** Shell line that makes the run again. */
  command?: string;
}

/** The file beside an exported figure or table: what it is, what made it, and how to make it again. */
export interface Sidecar {
  format: 'macroscope-export';
  title: string;
  subtitle?: string;
  kind: ExportedThing['kind'];
  files: readonly string[];
  drawn?: ExportedThing['drawn'];
  data?: ExportedThing['data'];
  /** The first is the one the figure is about; the others are in it as well. */
  from: Origin[];
  exported: Exporter & { at: string };
}

/** The seed a document or live settings name. */
function seedOf(of: object | undefined): number | undefined {
  const seed = of && 'seed' in of ? of.seed : undefined;
  return typeof seed === 'number' ? seed : undefined;
}

/** How a run is made again: from its document alone, or in its workspace if arrays were handed in with it. */
function repetition({ run, spec, hasInputs }: Provenance): Pick<Origin, 'needs' | 'command'> {
  if (hasInputs && run !== undefined) {
    return {
      needs: `The arrays handed in with the run, inputs.npz in its folder. On another machine: "export ${run} --to run.zip" here, "import run.zip" there.`,
      command: reproduceCommand(run),
    };
  }
  return spec === undefined ? {} : { command: commandOf({ spec }) };
}

function originOf(provenance: Provenance): Origin {
  const { run, name, spec, settings, backend, versions, note } = provenance;
  const seed = seedOf(spec) ?? seedOf(settings);
  return {
    ...(run === undefined ? {} : { run }),
    ...(name === undefined ? {} : { name }),
    ...(spec === undefined ? {} : { experiment: spec }),
    ...(seed === undefined ? {} : { seed }),
    ...(settings === undefined ? {} : { settings }),
    ...(backend === undefined ? {} : { backend }),
    ...(versions === undefined ? {} : { versions }),
    ...(note === undefined ? {} : { note }),
    ...repetition(provenance),
  };
}

/** @param at ISO time of the export */
export function sidecarOf(
  { title, subtitle, kind, files, drawn, data }: ExportedThing,
  provenance: Provenance | null,
  exporter: Exporter,
  at: string,
): Sidecar {
  const all = provenance ? [provenance, ...(provenance.others ?? [])] : [];
  return {
    format: 'macroscope-export',
    title,
    ...(subtitle === undefined ? {} : { subtitle }),
    kind,
    files,
    ...(drawn === undefined ? {} : { drawn }),
    ...(data === undefined ? {} : { data }),
    from: all.map(originOf),
    exported: { ...exporter, at },
  };
}

/** The sidecar in short lines, for where a file has room for a few words: its title, its runs, seeds, versions and commands. */
export function remarksOf({ title, subtitle, from, exported }: Sidecar): string[] {
  return [
    [title, subtitle].filter(Boolean).join(', '),
    ...from.map(({ run, name, seed, backend, versions, note, experiment }) =>
      [
        run && `run ${run}`,
        name,
        experiment?.kind,
        seed !== undefined && `seed ${seed}`,
        backend,
        versions && `Macroscope ${versions.macroscope}, Node ${versions.node}`,
        note,
      ]
        .filter(Boolean)
        .join(', '),
    ),
    ...from.flatMap(({ needs, command }) => [needs, command].filter((line) => line !== undefined)),
    `Exported ${exported.at} by Macroscope ${exported.macroscope} on ${exported.platform}`,
  ].filter((line) => line !== '');
}
