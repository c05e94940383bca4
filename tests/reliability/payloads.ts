import { callNames } from '../../preload/contract/index.ts';
import { atMost, counted, shown } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { timeDearest } from './payloads/dearest.ts';
import { fire, inWords, type FireReport, type SlowCall } from './payloads/fire.ts';
import { fireFrames } from './payloads/frames.ts';
import { startHostUnderFire } from './payloads/hosts.ts';
import type { Transport } from './payloads/strange.ts';

/** Payloads for every call of the contract; a normal run ends after its time, in milliseconds, and says how far it came. */
const plans = {
  quick: { perCall: 8, frames: 400, timeLimit: Infinity },
  normal: { perCall: 10_000, frames: 10_000, timeLimit: 200_000 },
  full: { perCall: 10_000, frames: 100_000, timeLimit: Infinity },
};

/** Largest growth of a host's memory that is not taken for a leak, in MB. */
const growthLimit = 64;

const transports: readonly Transport[] = ['socket', 'port'];

/** Throws random and adversarial payloads at every call over both transports, and counts what is answered as it should be. */
export async function payloadsChecks({ level, seed, progress }: ProofContext): Promise<Check[]> {
  const plan = plans[level];
  // Both at once: they share nothing, and most of the time one of them waits.
  const done = transports.map(() => 0);
  const both = await Promise.all(
    transports.map((transport, i) =>
      besiege(transport, plan, seed, (fraction) => {
        done[i] = fraction;
        progress(sum(done) / transports.length, 'payloads over socket and port');
      }),
    ),
  );
  const wanted = plan.perCall * callNames.length;
  const share = ({ sent }: FireReport) =>
    `${callNames.length} calls, ${Math.round(sent / callNames.length)} payloads each` +
    (sent < wanted
      ? ` (${((100 * sent) / wanted).toFixed(1)} % of ${wanted}, in the time of a normal run)`
      : '');
  const slowest = longest(both.flatMap(({ slow, slowest: one }) => [...slow, one]));
  const work = longest(both.map((report) => report.work));
  // The service worker is the same behind either transport.
  const { calls: dearest, step } = both[0]!.dearest!;
  const wrong = both.flatMap((report) => report.wrong);
  const frames = both.map((report) => report.frames);
  return [
    ...transports.map((transport, i) => {
      const report = both[i]!;
      return counted(
        `payloads.${transport}`,
        report.results + report.refused,
        report.sent,
        `${share(report)}; ${report.results} results, ${report.refused} typed refusals`,
      );
    }),
    counted(
      'payloads.frames',
      sum(frames.map(({ outlived }) => outlived)),
      sum(frames.map(({ sent }) => sent)),
      'broken frames, envelopes and answers that nobody asked for; the host answers after every ten',
    ),
    atMost('payloads.bugs', wrong.length, 0, wrong[0] ?? 'bugs, silences and answers that are none'),
    atMost(
      'payloads.slowest',
      slowest?.seconds ?? 0,
      1,
      `seconds, alone where it took longer among others: ${described(slowest)}`,
    ),
    atMost(
      'payloads.dearest',
      dearest[0]?.seconds ?? Infinity,
      1,
      `seconds of processor time for calls that ask for real work, at their largest arguments: ${dearest
        .map(({ call, seconds, outcome }) => `${call} ${seconds.toFixed(2)} (${outcome})`)
        .join(', ')}`,
    ),
    shown(
      'payloads.dearest-step',
      step.seconds,
      `the same for the one call that may take longer (${step.outcome}): ${described(step)}`,
    ),
    shown(
      'payloads.many-runs',
      work?.seconds ?? 0,
      `seconds, of calls that make up to a thousand runs: ${described(work)}`,
    ),
    atMost(
      'payloads.beside-work',
      Math.max(...both.map(({ beside }) => beside)),
      1,
      'seconds that a small call waits while the largest lattice is swept',
    ),
    atMost(
      'payloads.memory',
      Math.max(...both.map(({ growth }) => growth)),
      growthLimit,
      'MB that the host’s heap and arrays grew after the first payloads, collected',
    ),
    counted(
      'payloads.survivors',
      both.filter(({ survived }) => survived).length,
      both.length,
      'hosts whose process and service worker are the ones that were started',
    ),
  ];
}

async function besiege(
  transport: Transport,
  { frames, ...plan }: (typeof plans)[keyof typeof plans],
  seed: number,
  progress: (fraction: number) => void,
) {
  const host = await startHostUnderFire(transport);
  try {
    const broken = await fireFrames(host, { count: frames, seed });
    const dearest = transport === 'socket' ? await timeDearest(host) : null;
    const report = await fire(host, { transport, seed, ...plan, progress });
    return { ...report, dearest, wrong: [...broken.wrong, ...report.wrong], frames: broken };
  } finally {
    await host.close();
  }
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

const longest = (calls: readonly (SlowCall | null)[]) =>
  calls.reduce((a, b) => (b !== null && b.seconds > (a?.seconds ?? 0) ? b : a), null);

const described = (slow: SlowCall | null) =>
  slow === null ? 'none' : `${slow.call} ${inWords(slow.argument).slice(0, 200)}`;
