import type { Spacetime } from '../spacetime.ts';

/** Of runs or of steps, what is held out. */
const heldOutShare = 0.25;
/** With fewer runs than this every one is divided in time. */
const fewestRuns = 4;

/** A quarter of own data is held out: the last runs where there are four or more, otherwise the end of every run. */
export function splitSeries(series: Spacetime): { training: Spacetime; heldOut: Spacetime; note: string } {
  const { runs, times } = series;
  if (runs >= fewestRuns) {
    const held = Math.ceil(heldOutShare * runs);
    return {
      training: runsOf(series, 0, runs - held),
      heldOut: runsOf(series, runs - held, runs),
      note: `Trained on ${runs - held} of the ${runs} runs, measured on the last ${held}.`,
    };
  }
  const held = Math.max(2, Math.ceil(heldOutShare * times));
  return {
    training: timesOf(series, 0, times - held),
    heldOut: timesOf(series, times - held, times),
    note: `Trained on the first ${times - held} steps${runs === 1 ? '' : ' of every run'}, measured on the last ${held}.`,
  };
}

/** Runs `from` to before `to`; a view. */
function runsOf(series: Spacetime, from: number, to: number): Spacetime {
  const size = series.data.length / series.runs;
  return { ...series, runs: to - from, data: series.data.subarray(from * size, to * size) };
}

/** Steps `from` to before `to` of every run. */
export function timesOf(series: Spacetime, from: number, to: number): Spacetime {
  const { runs, times, data } = series;
  const size = data.length / (runs * times);
  const part = new Float32Array(runs * (to - from) * size);
  for (let run = 0; run < runs; run++) {
    const start = run * times * size;
    part.set(data.subarray(start + from * size, start + to * size), run * (to - from) * size);
  }
  return { ...series, times: to - from, data: part };
}
