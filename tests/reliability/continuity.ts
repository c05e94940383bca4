import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { atMost, counted } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { experimentSpec, type RunRecord } from '../../preload/contract/index.ts';
import { launchChromium } from '../e2e/browser.ts';
import { startWorkbench } from '../e2e/workbench.ts';
import { Seat } from './continuity/seat.ts';
import { asleep } from './continuity/sleep.ts';
import { undisturbed } from './undisturbed.ts';

/** How often the page is reloaded and crashes and the machine sleeps; seconds of each sleep; steps of the training behind it. */
const trials = {
  quick: { reloads: 1, crashes: 1, sleeps: 1, seconds: 1, steps: 9_000 },
  normal: { reloads: 20, crashes: 20, sleeps: 4, seconds: 6, steps: 200_000 },
  full: { reloads: 100, crashes: 100, sleeps: 10, seconds: 10, steps: 1_000_000 },
} as const;

/** A metric is recorded every so many steps (main/methods/macronet/training.ts). */
const metricEvery = 10;
const source = 'A training behind a page in Chromium';

/**
 * A page that is reloaded, crashes, or stands still with everything else while the machine sleeps: the training goes on, loses no
 * step, and the page is live again.
 */
export async function continuityChecks(context: ProofContext): Promise<Check[]> {
  const { reloads, crashes, sleeps, seconds, steps } = trials[context.level];
  const spec = experimentSpec.parse({ kind: 'oscillator', seed: context.seed, steps, batch: 8 });
  const [browser, workbench] = await Promise.all([launchChromium(), startWorkbench()]);
  try {
    const seat = await Seat.take(browser, workbench.url);
    await seat.start(spec);
    const interruptions = {
      reload: { count: reloads, happen: () => seat.reload() },
      crash: { count: crashes, happen: () => seat.crash() },
      sleep: { count: sleeps, happen: () => asleep(workbench.pid, seconds) },
    };
    const rows: Check[] = [];
    for (const [name, { count, happen }] of Object.entries(interruptions)) {
      const found: number[] = [];
      for (let trial = 0; trial < count; trial++) {
        context.progress(rows.length / 6, `${name} ${trial + 1} of ${count}`);
        found.push(await seat.untilLive(happen));
      }
      rows.push(counted(`continuity.${name}`, found.length, count, `${source}: live again`));
      // How long a loaded machine takes says little: npm test counts only.
      if (context.level !== 'quick') {
        rows.push(
          atMost(
            `continuity.${name}.seconds`,
            Math.max(...found),
            2,
            's until a newer step is shown; the slowest',
          ),
        );
      }
    }
    const folder = join(workbench.workspace, 'runs', await seat.run());
    context.progress(0.9, 'the training ends');
    const { starts, computeSeconds, startedAt, endedAt } = await untilDone(folder);
    rows.push(counted('continuity.starts', 1, starts, 'The training was never started again'));
    if (context.level !== 'quick') {
      const passed = (Date.parse(endedAt!) - Date.parse(startedAt!)) / 1000;
      const counts = (computeSeconds - (passed - sleeps * seconds)) / (sleeps * seconds);
      rows.push(
        atMost('continuity.sleep.counted', counts, 0.1, 'Share of the sleep that counts as computing'),
      );
    }
    rows.push(
      atMost(
        'continuity.stepsLost',
        lostSteps(join(folder, 'metrics.jsonl'), steps),
        0,
        'Recorded steps missing, or written twice',
      ),
    );
    const { identical, files } = await undisturbed(spec, join(folder, 'artifacts'));
    rows.push(
      counted(
        'continuity.identical',
        identical,
        files,
        'Results with the bits of the same training undisturbed',
      ),
    );
    return rows;
  } finally {
    await browser.close();
    await workbench.stop();
  }
}

async function untilDone(folder: string): Promise<RunRecord> {
  for (;;) {
    const record = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as RunRecord;
    if (record.state === 'done') return record;
    if (!['queued', 'running'].includes(record.state))
      throw new Error(`the training is ${record.state}: ${record.reason}`);
    await wait(100);
  }
}

/** Steps of the loss's curve that are not there exactly once. */
function lostSteps(path: string, steps: number): number {
  const seen = new Map<number, number>();
  for (const line of readFileSync(path, 'utf8').trimEnd().split('\n')) {
    const [name, step] = JSON.parse(line) as [string, number, number | null];
    if (name === 'training: total') seen.set(step, (seen.get(step) ?? 0) + 1);
  }
  let lost = 0;
  for (let step = 0; step < steps; step += metricEvery) if (seen.get(step) !== 1) lost++;
  return lost;
}
