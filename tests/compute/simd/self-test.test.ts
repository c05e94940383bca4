import { describe, expect, it } from 'vitest';
import { relaxedSupported } from '../../../main/compute/simd/index.ts';
import { selfTest } from '../../../main/compute/simd/self-test.ts';

describe('self-test', () => {
  it.each(relaxedSupported() ? (['plain', 'relaxed'] as const) : (['plain'] as const))(
    'finds right gradients in the %s build and reports its speed',
    (build) => {
      const result = selfTest(build);
      expect(result.backend).toBe(build === 'plain' ? 'simd-engine' : 'simd-engine-relaxed');
      expect(result.gradientError).toBeLessThan(5e-3);
      expect(result.pass).toBe(true);
      expect(result.gflops).toBeGreaterThan(0);
      expect(result.milliseconds).toBeGreaterThan(0);
    },
  );
});
