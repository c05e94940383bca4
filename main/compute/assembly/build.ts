import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Compiles every kernel in kernels/ to resources/kernels/<name>.wasm (SIMD) and, where the first line asks for it with
 * "// @relaxed", to <name>.relaxed.wasm. Does nothing when the sources have not changed.
 */
const kernels = join(import.meta.dirname, 'kernels');
const target = join(import.meta.dirname, '../../../resources/kernels');
const stampFile = join(target, 'stamp');

const sources = readdirSync(kernels)
  .filter((name) => name.endsWith('.ts'))
  .toSorted();
const compiler = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../node_modules/assemblyscript/package.json'), 'utf8'),
) as { version: string };
const hash = createHash('sha256')
  .update(compiler.version)
  .update(readFileSync(import.meta.filename));
for (const name of sources) hash.update(name).update(readFileSync(join(kernels, name)));
const stamp = hash.digest('hex');

if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  const { default: asc } = await import('assemblyscript/asc');
  // Whole folder, so that a kernel that was renamed leaves nothing behind.
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const name of sources) {
    const base = name.slice(0, -'.ts'.length);
    // Files that are only imported by others start with an underscore.
    if (base.startsWith('_')) continue;
    const relaxed = readFileSync(join(kernels, name), 'utf8').startsWith('// @relaxed');
    const builds = [{ out: `${base}.wasm`, features: ['simd'], relaxed: 0 }];
    if (relaxed) builds.push({ out: `${base}.relaxed.wasm`, features: ['simd', 'relaxed-simd'], relaxed: 1 });
    for (const build of builds) {
      const { error, stderr } = await asc.main([
        join(kernels, name),
        '--outFile',
        join(target, build.out),
        '-O3',
        '--noAssert',
        '--runtime',
        'stub',
        '--importMemory',
        '--enable',
        ...build.features.flatMap((feature, i) => (i === 0 ? [feature] : ['--enable', feature])),
        '--use',
        `RELAXED=${build.relaxed}`,
      ]);
      if (error) {
        process.stderr.write(stderr.toString());
        process.exit(1);
      }
    }
  }
  writeFileSync(stampFile, stamp);
}
