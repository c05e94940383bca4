import { parameterNames, type SpecOf } from '../../../../preload/contract/index.ts';

/** The command that makes the same design from the same file. */
export function designCommand(spec: SpecOf<'turing-design'>): string {
  const held = parameterNames.flatMap((name) =>
    spec.hold[name] === undefined ? [] : [`--hold ${name}=${spec.hold[name]}`],
  );
  return [
    'npm run -s macroscope -- design',
    `--pattern ${quoted(spec.patternName)}`,
    ...(spec.model === 'auto' ? [] : [`--model ${spec.model}`]),
    ...(spec.pictureWidth === 64 ? [] : [`--picture-width ${spec.pictureWidth}`]),
    `--sampler ${spec.sampler}`,
    `--samples ${spec.samples}`,
    `--candidates ${spec.candidates}`,
    `--temperature ${spec.temperature}`,
    ...(spec.refine ? ['--refine'] : []),
    ...held,
    `--seed ${spec.seed}`,
    '--out design',
  ].join(' ');
}

/** A word of a POSIX shell. */
function quoted(word: string): string {
  return /^[\w./+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
