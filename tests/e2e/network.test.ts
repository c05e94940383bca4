import { expect, test } from 'vitest';
import { networkChecks } from '../reliability/network.ts';
import { attemptsOf, startWatchedWorkbench } from '../reliability/network/watched.ts';
import { expectToHold } from '../reliability/quick.ts';
import { launchChromium } from './browser.ts';
import { watchRequests } from './tour.ts';

test('no request leaves this machine in a full tour of the page', { timeout: 240_000 }, async () => {
  await expectToHold(networkChecks);
});

test('a request of the page that would leave is refused by its policy, and without one stopped and counted', async () => {
  const [browser, workbench] = await Promise.all([launchChromium(), startWatchedWorkbench()]);
  try {
    for (const bypassCSP of [false, true]) {
      const context = await browser.newContext({ bypassCSP });
      const requests = await watchRequests(context, workbench.url);
      const page = await context.newPage();
      await page.goto(workbench.url);
      const ended = await page.evaluate(
        `fetch('https://example.org/').then(() => 'sent', (error) => String(error))`,
      );
      expect(ended).toMatch(/TypeError/);
      expect(requests.asked).toBeGreaterThan(0);
      expect(requests.foreign).toEqual(bypassCSP ? ['https://example.org/'] : []);
      await context.close();
    }
  } finally {
    await browser.close();
    await workbench.stop();
  }
});

test.each([
  ['fetch', `fetch('http://192.0.2.1/').catch(() => {})`],
  ['https', `require('node:https').get('https://example.org/').on('error', () => {})`],
  ['a look-up', `require('node:dns').promises.lookup('example.org').catch(() => {})`],
  ['a resolver', `require('node:dns').resolve4('example.org', () => {})`],
  [
    'a datagram',
    `require('node:dgram').createSocket('udp4').send('x', 9, '192.0.2.1', () => process.exit(0))`,
  ],
])('%s of a process that would leave is counted', async (_what, program) => {
  expect((await attemptsOf(['-e', program])).attempts).not.toEqual([]);
});
