import { schemaOf } from '../../../../preload/contract/index.ts';
import type { Check, ProofContext } from '../../proof.ts';
import { evaluateLinearSystem } from '../linear-system/evaluation.ts';
import { trainLinearSystem } from '../linear-system/experiment.ts';
import { LinearSystemModel } from '../linear-system/model.ts';
import { evaluateOscillator } from '../oscillator/evaluation.ts';
import { trainOscillator } from '../oscillator/experiment.ts';
import { OscillatorModel } from '../oscillator/model.ts';
import { specOf } from '../stored.ts';
import { unattended } from '../training.ts';
import { atLeast, atMost, shown } from '../../checks.ts';

const examples = { quick: 200, normal: 400, full: 1000 } as const;
const trainingSeed = 1;

/** Linear system and oscillator: trained here, or, for a quick look, the pretrained ones. */
export async function verifyVectors(
  context: ProofContext,
  onProgress: (fraction: number, message: string) => void,
): Promise<Check[]> {
  const count = examples[context.level];
  const linear = evaluateLinearSystem(
    await linearModel(context, (fraction) => onProgress(0.4 * fraction, 'linear system')),
    count,
    context.seed,
  );
  const oscillator = evaluateOscillator(
    await oscillatorModel(context, (fraction) => onProgress(0.4 + 0.6 * fraction, 'oscillator')),
    count,
    context.seed,
  );
  const section = 'MacroNet, Sec. 3.1';
  return [
    atLeast(
      'linear.rotation',
      linear.rotation,
      0.95,
      `${section}: sampled M, started anew, turn the way of examples that clearly rotate (swept angle above π/2)`,
    ),
    atLeast(
      'linear.sign',
      linear.sign,
      0.98,
      `${section}: sampled M have the sign of the example's M₁₀ − M₀₁`,
    ),
    shown(
      'linear.rotation.complex',
      linear.rotationWhereComplex,
      `${section}: the same among samples with complex eigenvalues`,
    ),
    shown(
      'linear.trajectories',
      linear.sampledTrajectories,
      `${section}, Fig. 4D: trajectories sampled through φv⁻¹ turn the way of the example`,
    ),
    atLeast(
      'oscillator.spearman',
      oscillator.spearman,
      0.999,
      'MacroNet, Sec. 3.2, Fig. 5B: rank correlation of β with the energy of Eq. 8',
    ),
    shown(
      'oscillator.spearman.single',
      oscillator.spearmanSingle,
      'the same with one padding for each reading',
    ),
    atMost(
      'oscillator.radius',
      oscillator.radius,
      0.03,
      'MacroNet, Fig. 5C: median relative error of the radius of sampled states',
    ),
    atLeast(
      'oscillator.angles',
      oscillator.emptiestSector,
      0.5,
      'MacroNet, Fig. 5C: samples in the emptiest of 12 sectors, relative to uniform',
    ),
    shown('oscillator.angles.fullest', oscillator.fullestSector, 'the same in the fullest sector'),
  ];
}

async function linearModel(context: ProofContext, onProgress: (fraction: number) => void) {
  if (context.level === 'quick') {
    const stored = await context.model('pretrained/linear-system');
    return LinearSystemModel.load(specOf(stored, 'linear-system'), stored.arrays);
  }
  const spec = schemaOf['linear-system'].parse({ kind: 'linear-system', seed: trainingSeed });
  return await trainLinearSystem(spec, unattended(trainingSeed, onProgress));
}

async function oscillatorModel(context: ProofContext, onProgress: (fraction: number) => void) {
  if (context.level === 'quick') {
    const stored = await context.model('pretrained/oscillator');
    return OscillatorModel.load(specOf(stored, 'oscillator'), stored.arrays);
  }
  const spec = schemaOf.oscillator.parse({ kind: 'oscillator', seed: trainingSeed });
  return await trainOscillator(spec, unattended(trainingSeed, onProgress));
}
