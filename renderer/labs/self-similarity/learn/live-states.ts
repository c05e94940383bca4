import type { FieldPreview } from '../../../../preload/contract/index.ts';
import { finiteRange } from '../../../components/field-image.ts';

/** "micro"; "macro, 2x4"; "predicted, 2x4". */
const kinds = ['micro', 'macro', 'predicted'] as const;

export interface LiveState {
  /** "Macro, S × T = 2 × 4". */
  title: string;
  frame: FieldPreview;
  range: [number, number];
  /** Only 0 and 1 (and nothing). */
  binary: boolean;
}

/** The newest picture of each kind, newest first in `frames`; macro and predicted states share the range of the macro states. */
export function newestStates(frames: readonly FieldPreview[]): LiveState[] {
  const found = kinds.flatMap((kind) => {
    const frame = frames.find(({ label }) => label.split(',')[0] === kind);
    return frame ? [{ kind, frame }] : [];
  });
  const macro = found.find(({ kind }) => kind === 'macro')?.frame;
  return found.map(({ kind, frame }) => {
    const scale = frame.label.split(', ')[1]?.replace('x', ' × ');
    const word = kind.charAt(0).toUpperCase() + kind.slice(1);
    return {
      title: scale === undefined ? word : `${word}, S × T = ${scale}`,
      frame,
      range: widened(finiteRange((kind === 'predicted' && macro ? macro : frame).data)),
      binary: frame.data.every((value) => value === 0 || value === 1 || Number.isNaN(value)),
    };
  });
}

/** A uniform state has a range too. */
const widened = ([low, high]: [number, number]): [number, number] => [low, high > low ? high : low + 1];
