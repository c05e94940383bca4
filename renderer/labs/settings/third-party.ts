/** The list of third-party software, taken apart for the page. */
export interface ThirdParty {
  packages: { name: string; version: string; licence: string }[];
  /** Each licence text once, with the packages it is of. */
  texts: { owners: string; text: string }[];
}

/** Reads THIRD-PARTY.md, which `npm run licences` writes: a table, then a chapter for every licence text. */
export function readThirdParty(document: string): ThirdParty {
  const packages = [...document.matchAll(/^\| (\S+) \| (\d\S*) \| ([^|]+?) \|/gm)].map(
    ([, name = '', version = '', licence = '']) => ({ name, version, licence }),
  );
  const texts = [...document.matchAll(/^## (.+)\n\n~~~text\n([\s\S]*?)\n~~~$/gm)].map(
    ([, owners = '', text = '']) => ({ owners, text }),
  );
  return { packages, texts };
}
