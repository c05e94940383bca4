import { describe, expect, it } from 'vitest';
import { backOff } from '../../../renderer/bridge/back-off.ts';
import { Emitter } from '../../../renderer/bridge/emitter.ts';
import { toHostError } from '../../../renderer/bridge/errors.ts';
import { HostError } from '../../../preload/contract/index.ts';

describe('Emitter', () => {
  it('tells every listener until it stops listening', () => {
    const emitter = new Emitter<{ step: number }>(() => {});
    const heard: number[] = [];
    const stop = emitter.on('step', (value) => heard.push(value));
    emitter.emit('step', 1);
    stop();
    emitter.emit('step', 2);
    expect(heard).toEqual([1]);
  });

  it('lets the others hear what one cannot bear', () => {
    const errors: unknown[] = [];
    const emitter = new Emitter<{ step: number }>((error) => errors.push(error));
    const failure = new Error('broken listener');
    const heard: number[] = [];
    emitter.on('step', () => {
      throw failure;
    });
    emitter.on('step', (value) => heard.push(value));
    emitter.emit('step', 3);
    expect(heard).toEqual([3]);
    expect(errors).toEqual([failure]);
  });
});

describe('backOff', () => {
  it('doubles and stops at eight seconds', () => {
    expect([0, 1, 2, 5, 50].map(backOff)).toEqual([250, 500, 1000, 8000, 8000]);
  });
});

describe('toHostError', () => {
  it('keeps errors of the host and makes bugs of all others', () => {
    const error = new HostError('not-found', 'No such run.', { remedy: 'Choose another.' });
    expect(toHostError(error)).toBe(error);
    expect(toHostError(error.toShape())).toMatchObject({ code: 'not-found', remedy: 'Choose another.' });
    expect(toHostError(new TypeError('x is undefined'))).toMatchObject({
      code: 'bug',
      message: 'x is undefined',
    });
    expect(toHostError('plain')).toMatchObject({ code: 'bug', message: 'plain' });
  });
});
