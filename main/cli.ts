#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { attempt } from './cli/attempt.ts';
import { applicationVersion } from './host/version.ts';

// Commands are declared here and loaded when they are used, so that `--help` and short commands answer at once.
const program = new Command('macroscope')
  .description('A workbench for physicists who look for the large-scale law behind a small-scale rule.')
  .version(applicationVersion())
  .showHelpAfterError('Run with --help for the options.');

const workspace = () =>
  new Option('--workspace <folder>', 'folder of runs and settings (default: ~/Macroscope)').env(
    'MACROSCOPE_WORKSPACE',
  );
const json = () => new Option('--json', 'print JSON instead of a table');

program
  .command('open')
  .description('open the workbench: in its own window where Electron is installed, else in the browser')
  .argument('[files...]', 'data files, experiments or packed runs to look at in it')
  .option('--browser', 'serve it to the browser even if Electron is there')
  .option('--port <port>', 'port of the browser’s workbench (default: 4690, or any free one)', wholeNumber)
  .option('--no-open', 'only print the address, don’t open a browser')
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/open.ts')).open));

program
  .command('run')
  .description('run an experiment from its JSON file')
  .argument('<file>', 'an experiment document, like those in resources/examples')
  .option('--seed <seed>', 'take this seed instead of the document’s', wholeNumber)
  .option('--name <name>', 'what to call the run')
  .option('--out <folder>', 'copy the results here when it is done')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/run.ts')).run));

program
  .command('resume')
  .description('go on with a run that was paused or interrupted')
  .argument('<run>', 'its name, the end of its name, or "last"')
  .option('--out <folder>', 'copy the results here when it is done')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/resume.ts')).resume));

program
  .command('sweep')
  .description('run an experiment for every combination of some values, and compare the results')
  .argument('<file>', 'an experiment document')
  .requiredOption(
    '--vary <path=values>',
    'an entry and its values: seed=1,2,3 or training.rate=0.001:0.1:5:log (from:to:count); up to three times',
    collected,
  )
  .option('--name <name>', 'what to call the sweep (default: the name of the file)')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/sweep.ts')).sweep));

program
  .command('runs')
  .description('list the runs of the workspace')
  .option('--search <words>', 'those with all these words in their name, notes, tags or id')
  .option('--tag <tag>', 'those with this tag (may be repeated: with all of them)', collected)
  .option('--kind <kind>', 'those of this kind of experiment (may be repeated: of any of them)', collected)
  .addOption(
    new Option('--state <state...>', 'those in one of these states').choices([
      'queued',
      'running',
      'paused',
      'interrupted',
      'failed',
      'done',
      'archived',
    ]),
  )
  .option('--archived', 'archived ones, too')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/runs.ts')).runs));

program
  .command('compare')
  .description('put runs beside each other: where their documents differ, results, last values of curves')
  .argument('<runs...>', 'two or more: names, ends of names, or "last"')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/compare.ts')).compare));

program
  .command('reproduce')
  .description('compute a finished run again and say whether the bits agree (exit code 0) or not (1)')
  .argument('<run>', 'its name, the end of its name, or "last"')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/reproduce.ts')).reproduce));

program
  .command('tag')
  .description('file a run under words; without words, say which it has')
  .argument('<run>', 'its name, the end of its name, or "last"')
  .argument('[tags...]')
  .option('--remove', 'take the tags away')
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/annotate.ts')).tag));

program
  .command('note')
  .description('write the notes of a run; without a text, print them')
  .argument('<run>', 'its name, the end of its name, or "last"')
  .argument('[text]', 'the notes; "-" reads them from standard input')
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/annotate.ts')).note));

program
  .command('delete')
  .description('move a run to the bin')
  .argument('<run>', 'its name, the end of its name, or "last"')
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/bin.ts')).deleteRun));

program
  .command('bin')
  .description('list deleted runs')
  .addOption(new Option('--empty', 'delete all of them for good').conflicts('restore'))
  .option('--restore <run>', 'take one back into the list')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/bin.ts')).bin));

program
  .command('design')
  .description('inverse design: Gray–Scott parameters that grow a pattern like the one given')
  .requiredOption('--pattern <file>', 'a picture (.png) or fields (.npy, .npz)')
  .option('--samples <n>', 'parameter sets to return', wholeNumber, 8)
  .option('--candidates <n>', 'parameter sets simulated for each of them', wholeNumber, 4)
  .option('--seed <seed>', 'seed of every random choice', wholeNumber, 1)
  .option(
    '--out <folder>',
    'folder for design.json, parameters.csv, patterns.npz and contact-sheet.png',
    'design',
  )
  .option('--model <id>', 'pretrained/<name> or run/<run>', 'auto')
  .addOption(
    new Option('--sampler <sampler>', 'where samples come from')
      .choices(['posterior', 'equivalence-class'])
      .default('posterior'),
  )
  .option('--temperature <t>', 'scale of the base noise, 0 to 2', realNumber)
  .option('--picture-width <cells>', 'cells a picture shows from edge to edge (default: 64)', wholeNumber)
  .option('--refine', 'best of 28 candidates, two seeds each')
  .option('--hold <parameter=value>', 'keep a parameter fixed: --hold F=0.03 (may be repeated)', held, {})
  .addOption(
    new Option('--observation <kind>', 'how to read the pattern')
      .choices(['auto', 'fields', 'picture'])
      .default('auto'),
  )
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/design.ts')).design));

program
  .command('analyse')
  .description(
    'say what data files are and what can be done with them, several side by side; measure the spins in one, or look for self-similarity in a series',
  )
  .argument('<files...>', 'arrays (npy, npz, HDF5), pictures (PNG), tables (CSV), experiments (JSON)')
  .addOption(
    new Option('--as <reading>', 'what to read it as: auto only says what it is')
      .choices(['auto', 'spins', 'spacetime'])
      .default('auto'),
  )
  .option(
    '--seed <seed>',
    'seed of trainings (spacetime) and of the ties of the majority rule (spins)',
    wholeNumber,
    1,
  )
  .option('--no-reference', 'spins: no exact critical values beside what was measured')
  .option(
    '--array <name>',
    'which array of the file (default: the largest that fits); spacetime: u+v takes two of one shape as two fields',
  )
  .option(
    '--axes <roles>',
    'spacetime: role of every axis, of run, time, field, y and x: --axes time,x; or of particles: --axes time,particle,component',
  )
  .option('--box <side>', 'particles: side of their periodic square (default: guessed)', realNumber)
  .option(
    '--cells <count>',
    'particles: cells along the square (default: unit cells, or two in each)',
    wholeNumber,
  )
  .addOption(
    new Option('--normalise <how>', 'spacetime: what is done to each field').choices([
      'none',
      'standard',
      'range',
      'binary',
    ]),
  )
  .option('--stride <steps>', 'spacetime: take every so manyth step', wholeNumber)
  .option('--skip <steps>', 'spacetime: leave out so many steps at the start', wholeNumber)
  .option('--scales <list>', 'spacetime: S x T, separated by commas (default: 2x2,3x3,4x4)')
  .addOption(
    new Option('--boundary <boundary>', 'spacetime: whether the first and last cell are neighbours').choices([
      'periodic',
      'open',
    ]),
  )
  .option('--kernel <cells>', 'spacetime: cells that the next state may depend on (default: 3)', wholeNumber)
  .option('--out <folder>', 'folder for the results: measurement.json or result.json, tables and arrays')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/analyse.ts')).analyse));

program
  .command('export')
  .description('pack a whole run into a zip file that "import" takes in on any machine')
  .argument('<run>', 'its name, the end of its name, or "last"')
  .option('--to <file>', 'the zip file (default: <run>.zip)')
  .option('--no-checkpoints', 'leave out what only going on with the run needs')
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/export.ts')).exportRun));

program
  .command('import')
  .description('check packed runs and make them runs of this workspace')
  .argument('<files...>', 'zip files that "export" or the list of runs has written')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/import.ts')).importRuns));

program
  .command('verify')
  .description('measure what a method promises against references')
  .argument('[name]', 'the method; without it, the methods are listed')
  .addOption(new Option('--quick', 'fewer held-out patterns').conflicts('full'))
  .option('--full', 'train again where a claim is about training')
  .option('--seed <seed>', 'seed of the held-out data', wholeNumber, 1)
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/verify.ts')).verify));

program
  .command('bench')
  .description('measure speed against references, both in this run')
  .argument('[name]', 'the benchmark; without it, they are listed')
  .addOption(new Option('--quick', 'shorter measurements').conflicts('full'))
  .option('--full', 'whole trainings as well')
  .option('--seed <seed>', 'seed of the data', wholeNumber, 1)
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/bench.ts')).bench));

program
  .command('pretrain')
  .description('make the shipped models again from the example experiments (developers)')
  .argument('[names...]', 'models to make; all of them without a name')
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/pretrain.ts')).pretrain));

program
  .command('doctor')
  .description('check the installation: versions, compute backends, workspace, desktop')
  .addOption(json())
  .addOption(workspace())
  .action(attempt(async () => (await import('./cli/doctor.ts')).doctor));

await program.parseAsync();

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

function realNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('Give a number.');
  return value;
}

/** The values of an option that may be repeated. */
function collected(text: string, before: string[] = []): string[] {
  return [...before, text];
}

function held(text: string, before: Record<string, number>): Record<string, number> {
  const [, name, value] = /^(Da|Db|F|k)=(.+)$/.exec(text) ?? [];
  if (!name || !value) throw new InvalidArgumentError('Write it as F=0.03, with one of Da, Db, F and k.');
  return { ...before, [name]: realNumber(value) };
}
