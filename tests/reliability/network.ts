import { atMost, counted } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import { launchChromium } from '../e2e/browser.ts';
import { places } from '../e2e/places.ts';
import { tourOfThePage } from '../e2e/tour.ts';
import { attemptsOf, startWatchedWorkbench } from './network/watched.ts';

/** A full tour of the built page in a real browser: whatever would leave this machine, from the page or from the workbench's processes, is stopped and counted. */
export async function networkChecks({ progress }: ProofContext): Promise<Check[]> {
  const browser = await launchChromium();
  const workbench = await startWatchedWorkbench();
  try {
    progress(0, 'tour of the page');
    const { asked, foreign, stations } = await tourOfThePage(browser, workbench.url);
    const attempts = workbench.attempts();
    progress(0.8, 'doctor');
    const doctor = await attemptsOf(['main/cli.ts', 'doctor']);
    return [
      counted(
        'strangers.tour',
        stations >= 2 * places.length && asked > stations ? 1 : 0,
        1,
        `${stations} views, menus and dialogs made ${asked} requests`,
      ),
      atMost(
        'strangers.network',
        foreign.length,
        0,
        foreign[0] ?? 'requests of the page and its workers to anything but the workbench, stopped',
      ),
      atMost(
        'strangers.outgoing',
        attempts.length,
        0,
        attempts[0] ?? 'connections and look-ups of host, service worker and job worker during the tour',
      ),
      atMost(
        'strangers.doctor',
        doctor.attempts.length,
        0,
        doctor.attempts[0] ??
          `the same of “macroscope doctor”, which tries every backend (exit ${doctor.code})`,
      ),
    ];
  } finally {
    await browser.close();
    await workbench.stop();
  }
}
