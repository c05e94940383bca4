import { getRawHeader } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DesignResult } from '../../preload/contract/index.ts';
import { writeNpy } from '../../main/data/npy.ts';
import { shippedPackages, type Lockfile } from '../../main/desktop/packaging/shipped.ts';
import { makeStandIn } from './package/stand-in.ts';

const project = join(import.meta.dirname, '..', '..');
const run = promisify(execFile);
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;

interface Entry {
  files?: Record<string, Entry>;
  size?: number;
  unpacked?: boolean;
}

/** Every file of an archive with its size and whether it lies beside it. */
function filesOf(entry: Entry, path = ''): { path: string; size: number; unpacked: boolean }[] {
  return Object.entries(entry.files ?? {}).flatMap(([name, inner]) =>
    inner.files
      ? filesOf(inner, `${path}/${name}`)
      : [{ path: `${path}/${name}`, size: inner.size ?? 0, unpacked: inner.unpacked ?? false }],
  );
}

/** Of all files in a folder. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

describe.skipIf(process.platform !== 'linux')(
  'the packaged application, made with a stand-in for Electron',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'macroscope-package-'));
    const application = join(folder, 'release', 'linux-unpacked');
    const resources = join(application, 'resources');
    const executable = join(application, 'macroscope');
    let files: ReturnType<typeof filesOf>;

    beforeAll(async () => {
      const { version } = json(join(project, 'node_modules/electron/package.json')) as { version: string };
      makeStandIn(join(folder, 'electron'), version);
      const builder = join(project, 'node_modules/.bin/electron-builder');
      const settings = [
        `electronDist=${join(folder, 'electron')}`,
        `directories.output=${join(folder, 'release')}`,
      ];
      await run(builder, ['--dir', '--linux', '--x64', ...settings.map((setting) => `-c.${setting}`)], {
        cwd: project,
      });
      files = filesOf(getRawHeader(join(resources, 'app.asar')).header as Entry);
    }, 120_000);
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('holds the built program and nothing of the sources, tests and tools', () => {
      const own = files.map(({ path }) => path).filter((path) => !path.startsWith('/node_modules/'));
      for (const entry of ['electron.js', 'cli.js', 'worker.js']) expect(own).toContain(`/out/main/${entry}`);
      expect(own).toEqual(
        expect.arrayContaining(['/out/preload/index.cjs', '/out/renderer/index.html', '/package.json']),
      );
      expect(
        own.filter((path) => !/^\/(out\/(main|preload|renderer)\/|package\.json$|LICENSE$)/.test(path)),
      ).toEqual([]);
    });

    it('has no source map, no path of the machine it was built on, no TypeScript', () => {
      expect(files.map(({ path }) => path).filter((path) => /\.(map|ts|mts|cts)$/.test(path))).toEqual([]);
      const bundle = readFileSync(join(resources, 'app.asar'));
      // The header of the archive and our own files come in any order: the whole archive is searched.
      expect(bundle.includes(project)).toBe(false);
      for (const { path } of files.filter((file) => file.path.startsWith('/out/'))) {
        expect(readFileSync(join(project, path), 'utf8').includes('sourceMappingURL=')).toBe(false);
      }
    });

    it('brings the packages the host needs at run time, and no dev dependency', () => {
      const lock = json(join(project, 'package-lock.json')) as Lockfile;
      const shipped = shippedPackages(lock, new Set());
      const packed = new Set(
        files.flatMap(
          ({ path }) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(path)?.[1] ?? [],
        ),
      );
      expect([...packed].filter((name) => shipped.every((known) => known.name !== name))).toEqual([]);
      // Optional ones come with a native library that is not installed everywhere; types are not needed to run what they describe.
      const needed = shipped.filter(({ name, optional }) => !optional && !/^@(types|webgpu)\//.test(name));
      expect(needed.map(({ name }) => name).filter((name) => !packed.has(name))).toEqual([]);
    });

    it('leaves WASM and native parts beside the archive, where they can be opened as files', () => {
      const parts = files.filter(({ path }) => /\.node$|tfjs-backend-wasm.*\.wasm$/.test(path));
      expect(parts.length).toBeGreaterThanOrEqual(4);
      for (const { path, size, unpacked } of parts) {
        expect({ path, unpacked }).toEqual({ path, unpacked: true });
        expect(statSync(join(resources, 'app.asar.unpacked', path)).size).toBe(size);
      }
    });

    it('brings kernels, models, samples, examples, icon and licences', () => {
      for (const part of readdirSync(join(project, 'resources'))) {
        expect(readdirSync(join(resources, 'resources', part)).toSorted()).toEqual(
          readdirSync(join(project, 'resources', part)).toSorted(),
        );
      }
      expect(readdirSync(application)).toEqual(
        expect.arrayContaining(['LICENSE.electron.txt', 'LICENSES.chromium.html']),
      );
    });

    it('has its fuses set as declared', async () => {
      const wire = await getCurrentFuseWire(executable);
      const state = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse]!) === '1';
      expect({
        runAsNode: state(FuseV1Options.RunAsNode),
        enableCookieEncryption: state(FuseV1Options.EnableCookieEncryption),
        enableNodeOptionsEnvironmentVariable: state(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
        enableNodeCliInspectArguments: state(FuseV1Options.EnableNodeCliInspectArguments),
        enableEmbeddedAsarIntegrityValidation: state(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
        onlyLoadAppFromAsar: state(FuseV1Options.OnlyLoadAppFromAsar),
        grantFileProtocolExtraPrivileges: state(FuseV1Options.GrantFileProtocolExtraPrivileges),
      }).toEqual({
        runAsNode: false,
        enableCookieEncryption: true,
        enableNodeOptionsEnvironmentVariable: false,
        enableNodeCliInspectArguments: false,
        enableEmbeddedAsarIntegrityValidation: true,
        onlyLoadAppFromAsar: true,
        grantFileProtocolExtraPrivileges: false,
      });
    });

    it('states its size, which stays below 60 MB without Electron', () => {
      const megabytes = bytesIn(resources) / 1e6;
      process.stdout.write(
        `packaged without Electron: ${megabytes.toFixed(1)} MB in ${files.length} files\n`,
      );
      expect(megabytes).toBeLessThan(60);
    });

    it('runs the design job from its command line', async () => {
      const pattern = join(folder, 'rings.npy');
      const rings = Float32Array.from({ length: 64 * 64 }, (_, i) =>
        Math.cos(Math.hypot((i % 64) - 32, Math.floor(i / 64) - 32) / 1.5),
      );
      writeFileSync(pattern, writeNpy({ shape: [64, 64], data: rings }));
      mkdirSync(join(folder, 'elsewhere'));
      const out = join(folder, 'designs');
      const words = [
        'design',
        '--pattern',
        pattern,
        '--samples',
        '2',
        '--candidates',
        '1',
        '--seed',
        '1',
        '--out',
        out,
      ];
      const { stdout } = await run(executable, words, { cwd: join(folder, 'elsewhere') });
      expect(stdout).toMatch(/^Model pretrained\/turing-picture,/m);
      expect(readdirSync(out).toSorted()).toEqual([
        'contact-sheet.png',
        'design.json',
        'parameters.csv',
        'patterns.npz',
      ]);
      expect((json(join(out, 'design.json')) as DesignResult).designs).toHaveLength(2);
    }, 120_000);

    it('says what is wrong with a command in one line, and ends with 1', async () => {
      await expect(
        run(executable, ['design', '--pattern', join(folder, 'nothing.npy')]),
      ).rejects.toMatchObject({
        code: 1,
        stderr: expect.stringMatching(/^macroscope: [^\n]+\n$/),
      });
    });
  },
);
