import {
  nameOfScale,
  type DiffusionStudyResult,
  type DiffusionStudySpec,
} from '../../../../preload/contract/index.ts';
import { ruleKernel, type Finding } from './pieces.ts';
import { fitTimeExponent, matchingTimes, scanSystem, type ScannedRatio } from './time-exponent.ts';

/** Everything the pieces found, with what one should know to read it. */
export function resultOf(
  spec: DiffusionStudySpec,
  findings: readonly Finding[],
  seconds: number,
): DiffusionStudyResult {
  const result: DiffusionStudyResult = {
    prediction: [],
    consistency: [],
    scaling: [],
    exponent: { z: { value: Number.NaN, error: null }, method: '', points: [] },
    notes: notesOf(spec),
    seconds,
  };
  const ratios: ScannedRatio[] = [];
  for (const finding of findings) {
    if (finding.type === 'prediction') result.prediction.push(finding.entry);
    else if (finding.type === 'consistency') result.consistency.push(finding.entry);
    else if (finding.type === 'scaling') {
      if (finding.entry) result.scaling.push(finding.entry);
      else result.notes.push(tooShort(nameOfScale(finding.scale)));
    } else if (finding.entry) ratios.push(finding.entry);
    else result.notes.push(tooShort(`the scan at ${nameOfScale(finding.scale)}`));
  }
  result.exponent = fitTimeExponent(matchingTimes(ratios));
  return result;
}

const tooShort = (what: string) =>
  `D and exponent are not given for ${what}: fewer than four macro states have a cloud wider than a macro cell and narrower than a tenth of the ring.`;

function notesOf(spec: DiffusionStudySpec): string[] {
  const { cells, steps } = scanSystem(spec);
  const notes = [
    'Every data set is one run from a delta on a ring. Test errors are of every other transition (from t = 1, 3, 5 …); the others, from 0, 2, 4 …, are learnt from. There is no chance in data or least squares, so these figures have no error bars.',
    `f has a kernel of ${ruleKernel(spec)} cells in all but the test errors. Consistency is over all macro states but the first, which holds the delta; ideal is the mean of the S × T patch. P is learnt from, and judged on, the same run. Reconstruction errors are of the last eighth of the times, where states are smooth and small.`,
    'D macro is in macro cells² per macro step: of micro states it is D, of macro states D·T/S², whatever linear P is learnt.',
    `The scan for z is on an analytic run of its own with ${cells} cells and ${steps} units of time.`,
  ];
  const cut = spec.scales.filter((name) => spec.cells % Number(name.split('x')[0]) !== 0);
  if (cut.length > 0) {
    notes.push(
      `S does not divide ${spec.cells} cells at ${cut.join(', ')}: the left-over cells are not used and the macro row is open there.`,
    );
  }
  return notes;
}
