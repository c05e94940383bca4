/** A smooth function of K to second order: its value and first two derivatives. */
type Jet = [value: number, first: number, second: number];

export interface ExactIsing {
  /** L⁻² ⟨Σσσ⟩ over the 2L² bonds, positive. */
  e: number;
  /** L² (⟨e²⟩ − ⟨e⟩²) with that e. */
  c: number;
  /** ln Z. */
  logZ: number;
}

/**
 * Exact energy, specific heat and partition function of the periodic L×L lattice at any K ≥ 0, L ≥ 2 (Kaufman, Phys. Rev. 76, 1232, 1949):
 *
 *     Z = ½ (2 sinh 2K)^(L²/2) [Π 2cosh(Lγ_r/2) + Π 2sinh(Lγ_r/2) (r odd) + Π 2cosh(Lγ_r/2) + Π 2sinh(Lγ_r/2) (r even)],
 *     cosh γ_r = cosh 2K coth 2K − cos(πr/L), γ_0 = 2K + ln tanh K, r = 0 … 2L − 1.
 *
 * Every factor is written as (2 sinh 2K)^(L/2) e^(Lγ/2) (1 ± e^(−Lγ)), whose first two parts together stay finite as K → 0, and derivatives
 * are carried along analytically, so that nothing cancels: neither near K_c, where the last product changes its sign, nor at K = 0.
 */
export function exactIsing(size: number, coupling: number): ExactIsing {
  // Products relative to the first one, as ln and, for the last, a signed factor that goes through zero.
  const logs: Jet[] = [zero(), zero(), zero(), zero()];
  for (let r = 0; r < 2 * size; r++) {
    const [growth, decay] = r === 0 ? zeroMode(size, coupling) : mode(size, coupling, (Math.PI * r) / size);
    const odd = r % 2;
    const [plus, minus] = odd ? [logs[0], logs[1]] : [logs[2], logs[3]];
    accumulate(plus, growth);
    accumulate(minus, growth);
    accumulate(plus, logOf([1 + decay[0], decay[1], decay[2]]));
    if (r > 0) accumulate(minus, logOf([1 - decay[0], -decay[1], -decay[2]]));
  }
  const total = zero();
  for (const [i, log] of logs.entries()) {
    const relative = exponential([log[0] - logs[0][0], log[1] - logs[0][1], log[2] - logs[0][2]]);
    accumulate(total, i === 3 ? product(relative, zeroModeSign(size, coupling)) : relative);
  }
  const correction = logOf(total);
  const sites = size * size;
  return {
    e: (logs[0][1] + correction[1]) / sites,
    c: (logs[0][2] + correction[2]) / sites,
    logZ: logs[0][0] + correction[0] - Math.LN2,
  };
}

/** (L/2) ln(2 sinh 2K e^γ) and e^(−Lγ) for cosh γ = cosh 2K coth 2K − cos θ, θ ≠ 0. */
function mode(size: number, coupling: number, angle: number): [growth: Jet, decay: Jet] {
  const s: Jet = [Math.sinh(2 * coupling), 2 * Math.cosh(2 * coupling), 4 * Math.sinh(2 * coupling)];
  const square = product(s, s);
  // With t = 2 sin²(θ/2) = 1 − cos θ: sinh 2K (cosh γ ∓ 1) = (1 − s)² + s t and the same + 2s.
  const t = 2 * Math.sin(angle / 2) ** 2;
  const less: Jet = [(1 - s[0]) ** 2 + t * s[0], square[1] + (t - 2) * s[1], square[2] + (t - 2) * s[2]];
  const more: Jet = [less[0] + 2 * s[0], less[1] + 2 * s[1], less[2] + 2 * s[2]];
  const root = squareRoot(product(less, more));
  // w = 2 sinh 2K e^γ = 2 (sinh 2K cosh γ + sinh 2K sinh γ).
  const w: Jet = [0, 1, 2].map((order) => less[order] + more[order] + 2 * root[order]) as Jet;
  const q = quotient([2 * s[0], 2 * s[1], 2 * s[2]], w);
  // e^γ = w / 2s, so e^(−γ) = 2s / w.
  return [scaled(logOf(w), size / 2), power(q, size)];
}

/** The same for |γ_0|, γ_0 = 2K + ln tanh K; its derivatives jump at K_c, which cancels against those of zeroModeSign. */
function zeroMode(size: number, coupling: number): [growth: Jet, decay: Jet] {
  const above = gapSign(coupling);
  const tanh = Math.tanh(coupling);
  if (above > 0) {
    // 2 sinh 2K tanh K e^(2K) = 4 sinh²K e^(2K); e^(−γ) = e^(−2K) / tanh K.
    const growth: Jet = [
      2 * Math.log(2 * Math.sinh(coupling)) + 2 * coupling,
      2 / tanh + 2,
      -2 / Math.sinh(coupling) ** 2,
    ];
    const slope = 2 / Math.sinh(2 * coupling) + 2;
    const curvature = (-4 * Math.cosh(2 * coupling)) / Math.sinh(2 * coupling) ** 2;
    const q = Math.exp(-2 * coupling) / tanh;
    return [scaled(growth, size / 2), power([q, -slope * q, (slope * slope - curvature) * q], size)];
  }
  // 4 cosh²K e^(−2K); e^(−|γ|) = tanh K e^(2K).
  const growth: Jet = [
    2 * Math.log(2 * Math.cosh(coupling)) - 2 * coupling,
    2 * tanh - 2,
    2 / Math.cosh(coupling) ** 2,
  ];
  const e2 = Math.exp(2 * coupling);
  const sech2 = 1 / Math.cosh(coupling) ** 2;
  const q: Jet = product([e2, 2 * e2, 4 * e2], [tanh, sech2, -2 * tanh * sech2]);
  return [scaled(growth, size / 2), power(q, size)];
}

const gapSign = (coupling: number) => (2 * coupling + Math.log(Math.tanh(coupling)) >= 0 ? 1 : -1);

/** ±(1 − e^(−L|γ_0|)), the factor of the last product that is negative above T_c, zero at K_c and positive below. */
function zeroModeSign(size: number, coupling: number): Jet {
  const sign = gapSign(coupling);
  const [, decay] = zeroMode(size, coupling);
  const gap = Math.abs(2 * coupling + Math.log(Math.tanh(coupling)));
  return [-sign * Math.expm1(-size * gap), -sign * decay[1], -sign * decay[2]];
}

const zero = (): Jet => [0, 0, 0];

function accumulate(sum: Jet, term: Jet): void {
  sum[0] += term[0];
  sum[1] += term[1];
  sum[2] += term[2];
}

const scaled = (a: Jet, factor: number): Jet => [a[0] * factor, a[1] * factor, a[2] * factor];

const product = (a: Jet, b: Jet): Jet => [
  a[0] * b[0],
  a[1] * b[0] + a[0] * b[1],
  a[2] * b[0] + 2 * a[1] * b[1] + a[0] * b[2],
];

function quotient(a: Jet, b: Jet): Jet {
  const value = a[0] / b[0];
  const first = (a[1] - value * b[1]) / b[0];
  return [value, first, (a[2] - 2 * first * b[1] - value * b[2]) / b[0]];
}

const logOf = ([a, first, second]: Jet): Jet => [Math.log(a), first / a, second / a - (first / a) ** 2];

function exponential([a, first, second]: Jet): Jet {
  const value = Math.exp(a);
  return [value, value * first, value * (second + first * first)];
}

function squareRoot([a, first, second]: Jet): Jet {
  const value = Math.sqrt(a);
  return [value, first / (2 * value), second / (2 * value) - first ** 2 / (4 * value ** 3)];
}

/** a^n for whole n ≥ 2. */
const power = ([a, first, second]: Jet, n: number): Jet => [
  a ** n,
  n * a ** (n - 1) * first,
  n * (n - 1) * a ** (n - 2) * first ** 2 + n * a ** (n - 1) * second,
];
