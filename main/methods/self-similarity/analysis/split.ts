import type { Spacetime } from '../spacetime.ts';

/** Of the steps, what is held out. */
const heldOutShare = 0.25;
/** With fewer runs than this every one is divided in time. */
const fewestRuns = 4;

/**
 * A quarter of own data is held out: every fourth run where there are four or more, for runs may be in the order of something, otherwise the end of
 * every run.
 */
export function splitSeries(series: Spacetime): { training: Spacetime; heldOut: Spacetime; note: string } {
  const { runs, times } = series;
  if (runs >= fewestRuns) {
    const each = Array.from({ length: runs }, (_, run) => run);
    const isHeld = (run: number) => run % fewestRuns === fewestRuns - 1;
    const held = each.filter(isHeld);
    return {
      training: runsOf(
        series,
        each.filter((run) => !isHeld(run)),
      ),
      heldOut: runsOf(series, held),
      note: `Trained on ${runs - held.length} of the ${runs} runs, measured on every fourth.`,
    };
  }
  const held = Math.max(2, Math.ceil(heldOutShare * times));
  return {
    training: timesOf(series, 0, times - held),
    heldOut: timesOf(series, times - held, times),
    note: `Trained on the first ${times - held} steps${runs === 1 ? '' : ' of every run'}, measured on the last ${held}.`,
  };
}

function runsOf(series: Spacetime, chosen: readonly number[]): Spacetime {
  const size = series.data.length / series.runs;
  const data = new Float32Array(chosen.length * size);
  for (const [to, run] of chosen.entries())
    data.set(series.data.subarray(run * size, (run + 1) * size), to * size);
  return { ...series, runs: chosen.length, data };
}

/** Steps `from` to before `to` of every run. */
function timesOf(series: Spacetime, from: number, to: number): Spacetime {
  const { runs, times, data } = series;
  const size = data.length / (runs * times);
  const part = new Float32Array(runs * (to - from) * size);
  for (let run = 0; run < runs; run++) {
    const start = run * times * size;
    part.set(data.subarray(start + from * size, start + to * size), run * (to - from) * size);
  }
  return { ...series, times: to - from, data: part };
}
