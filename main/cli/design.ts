import { readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  HostError,
  schemaOf,
  type DesignCandidate,
  type DesignResult,
  type GrayScottParameters,
} from '../../preload/contract/index.ts';
import { readPattern } from '../data/pattern.ts';
import { Pace } from '../host/jobs/pace.ts';
import { runDirectly } from '../host/worker/direct.ts';
import { workspaceFolder } from '../host/workspace.ts';
import { ProgressLine } from './progress.ts';
import { readUserFile } from './read-file.ts';
import type { WorkspaceOption } from './session.ts';
import { digits, duration, table } from './table.ts';

export interface DesignOptions extends WorkspaceOption {
  pattern: string;
  samples: number;
  candidates: number;
  seed: number;
  out: string;
  model: string;
  sampler: 'posterior' | 'equivalence-class';
  temperature?: number;
  pictureWidth?: number;
  refine?: true;
  hold: Partial<GrayScottParameters>;
  observation: 'auto' | 'fields' | 'picture';
  json?: true;
}

/** macroscope design: writes design.json, parameters.csv, patterns.npz and contact-sheet.png. */
export async function design(options: DesignOptions): Promise<void> {
  const { samples, candidates, seed, model, sampler, temperature, pictureWidth, refine, hold } = options;
  const name = basename(options.pattern);
  const spec = schemaOf['turing-design'].safeParse({
    kind: 'turing-design',
    seed,
    model,
    patternName: name,
    sampler,
    samples,
    candidates,
    ...(temperature === undefined ? {} : { temperature }),
    ...(pictureWidth === undefined ? {} : { pictureWidth }),
    refine: refine ?? false,
    hold,
  });
  if (!spec.success) {
    const issue = spec.error.issues[0];
    throw new HostError('bad-argument', `--${issue?.path.join(' ')}: ${issue?.message}.`);
  }
  const pattern = await readPattern(name, readUserFile(options.pattern), options.observation);
  const line = new ProgressLine();
  const pace = new Pace();
  try {
    await runDirectly({
      spec: spec.data,
      inputs: { pattern: pattern.array },
      out: options.out,
      runs: join(workspaceFolder(options.workspace), 'runs'),
      onProgress: (fraction, message) => {
        pace.add(performance.now() / 1000, fraction);
        const secondsLeft = pace.secondsLeft();
        line.show({ fraction, message, ...(secondsLeft === undefined ? {} : { secondsLeft }) });
      },
    });
  } finally {
    line.clear();
  }
  const text = readFileSync(join(options.out, 'design.json'), 'utf8');
  const result = JSON.parse(text) as DesignResult;
  process.stdout.write(options.json ? text : report(result, pattern.description, options.out));
}

function row(
  label: string,
  { parameters, score, distance, simulationSeed, trivial, clipped }: DesignCandidate,
) {
  const { Da, Db, F, k } = parameters;
  const notes = [trivial ? 'died out' : '', clipped.length > 0 ? `clipped: ${clipped.join(', ')}` : ''];
  return [
    label,
    ...[Da, Db, F, k].map((value) => value.toFixed(4)),
    score.toFixed(3),
    distance.total.toFixed(3),
    String(simulationSeed),
    notes.filter(Boolean).join('; '),
  ];
}

function report(result: DesignResult, description: string, out: string): string {
  const rows = [
    ...result.designs.map((design, i) => row(String(i + 1), design)),
    ...result.nearest.map((design) => row('nearest', design)),
  ];
  const warning =
    result.outOfDistribution.verdict === 'inside' ? '' : `Warning: ${result.outOfDistribution.explanation}\n`;
  return [
    `${description}\n`,
    `Model ${result.model}, sampler ${result.sampler}; ${duration(result.seconds)}.\n`,
    warning,
    table(['rank', 'Da', 'Db', 'F', 'k', 'score', 'distance', 'seed', 'note'], rows),
    'Score 1: as close as the same parameters from a new seed; 0: as a random pattern. "nearest": closest training patterns, grown again.\n',
    ...result.notes.map((note) => `Note: ${note}\n`),
    `Distances here range from ${digits(result.floor.value)} (floor) to ${digits(result.random.value)} (random).\n`,
    `Results: ${resolve(out)}\n`,
  ].join('');
}
