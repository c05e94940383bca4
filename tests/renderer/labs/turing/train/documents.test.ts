import { describe, expect, it } from 'vitest';
import { HostError } from '../../../../../preload/contract/index.ts';
import { fromDocument, toDocument } from '../../../../../renderer/labs/turing/train/documents.ts';
import { choiceOf, defaultSpec, trainingChoices } from '../../../../../renderer/labs/turing/train/kinds.ts';

function failure(text: string): HostError {
  try {
    fromDocument(text, 'mine.json');
  } catch (error) {
    if (error instanceof HostError) return error;
  }
  throw new Error('it was accepted');
}

describe('training documents', () => {
  it.each(trainingChoices.map((choice) => [choice.title, choice] as const))(
    '%s survives a file',
    (_, choice) => {
      const spec = defaultSpec(choice);
      expect(fromDocument(toDocument(spec), 'mine.json')).toEqual(spec);
      expect(choiceOf(spec)).toBe(choice);
    },
  );

  it('fills in what a document leaves out', () => {
    expect(fromDocument('{"kind":"oscillator","steps":100}', 'mine.json')).toMatchObject({
      steps: 100,
      batch: 512,
    });
  });

  it('says what is wrong, where', () => {
    expect(failure('{"kind":').message).toContain('mine.json is not JSON');
    expect(failure('{"kind":"oscillator","steps":-1}')).toMatchObject({
      code: 'bad-specification',
      where: 'steps',
    });
    expect(failure('{"kind":"turing-design"}').message).toContain('not a training');
    expect(failure('{"kind":"magic"}').where).toBe('kind');
  });
});
