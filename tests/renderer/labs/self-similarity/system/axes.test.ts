import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisRoles, HostError } from '../../../../../preload/contract/index.ts';
import { partOf, withRole } from '../../../../../renderer/labs/self-similarity/system/axes.ts';

describe('roles of axes', () => {
  it('are exchanged, so that none is there twice', () => {
    expect(withRole(['time', 'x'], 0, 'x')).toEqual(['x', 'time']);
    expect(withRole(['time', 'x'], 0, 'run')).toEqual(['run', 'x']);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...axisRoles], { minLength: 1 }),
        fc.nat(),
        fc.constantFrom(...axisRoles),
        (axes, at, role) => {
          const index = at % axes.length;
          const next = withRole(axes, index, role);
          expect(next[index]).toBe(role);
          expect(new Set(next).size).toBe(next.length);
        },
      ),
    );
  });
});

const error = (where?: string) => new HostError('bad-file', 'No.', where === undefined ? {} : { where });

describe('an error of the import', () => {
  it('is shown with the control it is about', () => {
    expect(partOf(error('axes'))).toBe('axes');
    expect(partOf(error('layout.stride'))).toBe('stride');
    expect(partOf(error('[3, 4]'))).toBeNull();
    expect(partOf(error())).toBeNull();
  });
});
