import { describe, expect, it } from 'vitest';
import { pageAddress } from '../../main/desktop/address.ts';
import { mayUse, permissions } from '../../main/desktop/permissions.ts';

describe('permissions', () => {
  it('are few, and each rule has its reason', () => {
    const allowed = Object.entries(permissions).filter(([, { allow }]) => allow);
    expect(allowed.map(([name]) => name)).toEqual(['clipboard-sanitized-write', 'fullscreen']);
    for (const { reason } of Object.values(permissions)) expect(reason.length).toBeGreaterThan(5);
  });

  it.each([
    ['clipboard-sanitized-write', pageAddress, true],
    ['fullscreen', 'app://macroscope', true],
    ['fullscreen', 'https://example.org/', false],
    ['clipboard-read', pageAddress, false],
    ['media', pageAddress, false],
    ['something-new', pageAddress, false],
    ['constructor', pageAddress, false],
    ['fullscreen', '', false],
  ])('%s for %s: %s', (permission, address, allowed) => {
    expect(mayUse(permission, address)).toBe(allowed);
  });
});
