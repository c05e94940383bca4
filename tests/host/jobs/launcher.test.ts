import { expect, test } from 'vitest';
import { workerEntry, workerEnvironment } from '../../../main/host/jobs/launcher.ts';

test('a worker is given folders, devices and libraries, and no secrets or options of Node', () => {
  const environment = {
    PATH: '/bin',
    HOME: '/home/me',
    CUDA_VISIBLE_DEVICES: '0',
    MACROSCOPE_RESOURCES: '/r',
    NODE_OPTIONS: '--inspect',
    GITHUB_TOKEN: 'secret',
    ELECTRON_RUN_AS_NODE: '1',
  };
  expect(workerEnvironment(environment)).toEqual({
    PATH: '/bin',
    HOME: '/home/me',
    CUDA_VISIBLE_DEVICES: '0',
    MACROSCOPE_RESOURCES: '/r',
  });
});

test('the worker entry is found from the sources', () => {
  expect(workerEntry()).toMatch(/main[/\\]worker\.ts$/);
});
