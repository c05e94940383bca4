/** What package-lock.json says of one installed package. */
interface LockedPackage {
  version?: string;
  license?: string;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
}

export interface Lockfile {
  packages: Record<string, LockedPackage>;
}

/** A package that is part of what is shipped. */
export interface ShippedPackage {
  name: string;
  version: string;
  licence: string;
  /** Folder it lies in, from the project's: "node_modules/zod". */
  folder: string;
  /** Installed only where its binary can be had. */
  optional: boolean;
  /** Whether the host needs it, or it is bundled into the page. */
  part: 'host' | 'page';
}

/**
 * Licences that a package's manifest leaves to a file, as read there. h5wasm: NIST's notice (public domain) and that of the HDF5 library, which is
 * BSD-3-Clause in other words. DejaVu: Bitstream's permission for Vera, its own changes in the public domain; the font may not be sold by itself or
 * changed under its name. All ask for their text to be kept, which THIRD-PARTY.md does.
 */
const readLicences: Record<string, string> = {
  h5wasm: 'BSD-3-Clause AND NIST-PD',
  'dejavu-fonts-ttf': 'Bitstream-Vera',
};

/** Licences that ask for no more than their notice to be kept, so that what is under them may be shipped with the application. */
export const allowedLicences: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Zlib',
  'NIST-PD',
  'Bitstream-Vera',
]);

/** Whether all that a licence expression names is allowed: of "A OR B" one is enough, of "A AND B" both are needed. */
export function isAllowedLicence(expression: string): boolean {
  return expression
    .replace(/^\((.*)\)$/, '$1')
    .split(' AND ')
    .every((part) =>
      part
        .replace(/^\((.*)\)$/, '$1')
        .split(' OR ')
        .some((name) => allowedLicences.has(name)),
    );
}

/**
 * The packages that are shipped: those the host needs at run time, and those whose code is bundled into the page (`bundled`, names). Sorted by name; of several copies
 * of one version the first.
 */
export function shippedPackages({ packages }: Lockfile, bundled: ReadonlySet<string>): ShippedPackage[] {
  const found = new Map<string, ShippedPackage>();
  for (const [folder, { version, license, dev, devOptional, optional }] of Object.entries(packages)) {
    const name = folder.split('node_modules/').at(-1)!;
    // devOptional: an optional dependency of the host, that a dev dependency needs as well.
    const part = dev ? 'page' : 'host';
    if (folder === '' || version === undefined || (part === 'page' && !bundled.has(name))) continue;
    const key = `${name}@${version}`;
    if (found.has(key)) continue;
    found.set(key, {
      name,
      version,
      licence: readLicences[name] ?? license ?? 'see its folder',
      folder,
      optional: (optional || devOptional) ?? false,
      part,
    });
  }
  return [...found.values()].toSorted((p, q) => (p.name < q.name ? -1 : p.name > q.name ? 1 : 0));
}

/** The package a bundled module belongs to, by its path; null for the project's own. */
export function packageOfModule(path: string): string | null {
  const inside = path.replaceAll('\\', '/').split('/node_modules/').at(-1)!;
  if (inside === path.replaceAll('\\', '/')) return null;
  const [first, second] = inside.split('/');
  return first!.startsWith('@') ? `${first}/${second}` : first!;
}

/** THIRD-PARTY.md: a table of the packages, then every licence text once, with the packages it is of. */
export function thirdPartyDocument(
  packages: readonly ShippedPackage[],
  textOf: (shipped: ShippedPackage) => string | null,
): string {
  const rows = packages.map(
    ({ name, version, licence, part, optional }) =>
      `| ${name} | ${version} | ${licence} | ${part}${optional ? ', where its binary can be had' : ''} |`,
  );
  const texts = new Map<string, string[]>();
  for (const shipped of packages) {
    const text = textOf(shipped);
    if (text === null) continue;
    const owners = texts.get(text) ?? [];
    texts.set(text, [...owners, shipped.name]);
  }
  const chapters = [...texts].map(
    ([text, owners]) => `## ${[...new Set(owners)].join(', ')}\n\n~~~text\n${text}\n~~~\n`,
  );
  return `# Third-party software in Macroscope

Macroscope itself is under the MIT licence (LICENSE). It is shipped with the packages below: “host” needs them at run time, “page” has their
code bundled in. Electron and Chromium bring their own notices (LICENSE.electron.txt, LICENSES.chromium.html in the installed
application). Packages that bring no text of their own are under the licence named in the table; Apache-2.0.txt beside this file is that licence’s
text. This file is made by \`npm run licences\`.

| package | version | licence | part |
| --- | --- | --- | --- |
${rows.join('\n')}

${chapters.join('\n')}`;
}
