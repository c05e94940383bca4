import { integratedTime } from '../../statistics/autocorrelation.ts';

/** Fewer configurations than this say nothing of their order. */
const fewest = 50;
/** τ of independent configurations is ½; beyond this they are called correlated. */
const correlated = 1;
/** Bins should be this many autocorrelation times long. */
const wantedBinLength = 10;

/**
 * What the order of configurations tells of their independence, in words.
 * @param e energy density of each, in the order of the file.
 * @param bins contiguous jackknife bins.
 */
export function orderNotes(e: Float32Array, bins: number): string[] {
  const count = e.length;
  if (count === 1) return [];
  const taken = 'Configurations are taken as independent draws in no particular order';
  if (count < fewest) return [`${taken}; ${count} are too few to tell.`];
  if (e.every((value) => value === e[0])) return [`All ${count} configurations have the same energy.`];
  const time = integratedTime([e]);
  if (!time) {
    const first = neighbourCorrelation(e);
    return Math.abs(first) > 3 / Math.sqrt(count)
      ? [
          `Neighbouring configurations of the file are correlated (${first.toFixed(2)} in e) over more of it than shows how far: errors are too small.`,
        ]
      : [`${taken}; e of neighbours in the file shows no correlation.`];
  }
  const tau = `τ = ${time.value.toPrecision(2)} configurations in e`;
  if (time.value <= correlated)
    return [`${taken}; their order in the file agrees (${tau}, ½ if independent).`];
  const length = count / bins;
  return [
    length >= wantedBinLength * time.value
      ? `Configurations are correlated in the order of the file (${tau}). The jackknife bins are ${Math.round(length)} configurations long, so errors account for it.`
      : `Configurations are correlated in the order of the file (${tau}), and jackknife bins of ${Math.round(length)} are too short to cover it: errors are too small by up to a factor ${Math.sqrt(2 * time.value).toFixed(1)}.`,
  ];
}

/** ρ(1) of a series. */
function neighbourCorrelation(series: Float32Array): number {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  let variance = 0;
  let products = 0;
  for (let i = 0; i < series.length; i++) {
    variance += (series[i] - mean) ** 2;
    if (i > 0) products += (series[i] - mean) * (series[i - 1] - mean);
  }
  return variance > 0 ? products / variance : 0;
}
