import { describe, expect, it } from 'vitest';
import { experimentKinds, HostError, schemaOf } from '../../../../preload/contract/index.ts';
import { documentText, exampleDocuments, readDocument } from '../../../../renderer/labs/documents/files.ts';
import { choiceOf, defaultSpec, trainingChoices } from '../../../../renderer/labs/turing/train/kinds.ts';

function failure(text: string): HostError {
  try {
    readDocument(text, 'mine.json');
  } catch (error) {
    if (error instanceof HostError) return error;
  }
  throw new Error('it was accepted');
}

describe('documents as files', () => {
  it.each(experimentKinds.filter((kind) => kind !== 'turing-design'))('%s survives a file', (kind) => {
    const spec = schemaOf[kind].parse({ kind });
    expect(readDocument(documentText(spec), 'mine.json')).toEqual(spec);
  });

  it.each(trainingChoices.map((choice) => [choice.title, choice] as const))(
    '%s is recognised in the model editor',
    (_, choice) => {
      const spec = defaultSpec(choice);
      const read = readDocument(documentText(spec), 'mine.json');
      expect(read).toEqual(spec);
      expect(choiceOf(spec)).toBe(choice);
    },
  );

  it('fill in what they leave out', () => {
    expect(readDocument('{"kind":"oscillator","steps":100}', 'mine.json')).toMatchObject({
      steps: 100,
      batch: 512,
    });
  });

  it('say what is wrong, where', () => {
    expect(failure('{"kind":').message).toContain('mine.json is not JSON');
    expect(failure('{"kind":"oscillator","steps":-1}')).toMatchObject({
      code: 'bad-specification',
      where: 'steps',
    });
    expect(failure('{"kind":"magic"}').where).toBe('kind');
  });
});

it('the examples of a kind are those that come with the program', () => {
  const examples = exampleDocuments(['ising-monte-carlo', 'upscaler-training']);
  expect(examples.map(({ name }) => name)).toContain('upscaler-k7.json');
  expect(new Set(examples.map(({ spec }) => spec.kind))).toEqual(
    new Set(['ising-monte-carlo', 'upscaler-training']),
  );
});
