import { describe, expect, it } from 'vitest';
import { equation } from '../../../../../renderer/labs/turing/simulate/equation.ts';

describe('equation with numbers', () => {
  it('carries the constants and the sum F + k', () => {
    const tex = equation({ Da: 0.16, Db: 0.08, F: 0.035, k: 0.0625 });
    expect(tex).toContain('0.16\\,\\nabla^2 a');
    expect(tex).toContain('0.035\\,(1 - a)');
    expect(tex).toContain('0.0975\\,b');
  });
});
