import type { ChainLink } from '../../../../preload/contract/index.ts';

/** One side of a model in a line: "6 × coupling 64", 4 → 3 + 1. */
export interface ChainSummary {
  side: ChainLink['side'];
  /** φ_u, φ_v, q. */
  symbol: { letter: string; index?: string };
  words: string;
  dimensions: string;
  parameters: number;
}

/** Layers that follow each other, `times` times. */
export interface ChainBlock {
  links: readonly ChainLink[];
  times: number;
}

const symbols: Record<ChainLink['side'], ChainSummary['symbol']> = {
  u: { letter: 'φ', index: 'u' },
  v: { letter: 'φ', index: 'v' },
  posterior: { letter: 'q' },
};

/** The sides of a model in the order in which they first appear: what is learned, repeated layers counted, not listed. */
export function summariseChain(chain: readonly ChainLink[]): ChainSummary[] {
  return chainSides(chain).map(({ side, symbol, links }) => ({
    side,
    symbol,
    words: essential(foldRepeats(links))
      .map(({ links, times }) => {
        const names = links.map(({ name }) => name).join(', ');
        return times === 1 ? names : links.length > 1 ? `${times} × (${names})` : `${times} × ${names}`;
      })
      .join(', '),
    dimensions: `${links[0]!.input} → ${links.at(-1)!.output}`,
    parameters: links.reduce((sum, link) => sum + link.parameters, 0),
  }));
}

export interface ChainSide {
  side: ChainLink['side'];
  symbol: ChainSummary['symbol'];
  title: string;
  links: ChainLink[];
}

const titles: Record<ChainLink['side'], string> = {
  u: 'parameters',
  v: 'observation',
  posterior: 'posterior of the parameters',
};

/**
 * The chain by sides, the layers without their running numbers: "φu 3: affine coupling" is an affine coupling like the others. A flow
 * that both sides share is one side of its own.
 */
export function chainSides(chain: readonly ChainLink[]): ChainSide[] {
  return [...Map.groupBy(chain, ({ side }) => side)].map(([side, links]) => {
    const shared = links.some(({ name }) => name.includes('shared'));
    return {
      side,
      symbol: shared ? { letter: 'φ' } : symbols[side],
      title: shared ? 'state, the same flow for u and v' : titles[side],
      links: links.map((link) => ({ ...link, name: link.name.replace(/^.*\s\d+: /, '') })),
    };
  });
}

/** What is learned; fixed maps only where there is nothing else. */
function essential(blocks: ChainBlock[]): ChainBlock[] {
  const learned = blocks.filter(({ links }) => links.some(({ parameters }) => parameters > 0));
  return learned.length > 0 ? learned : blocks;
}

/** Longest group of layers looked for when repetitions are folded. */
const longestGroup = 4;

/**
 * A chain with its repetitions folded: rotation, coupling, rotation, coupling becomes 2 × (rotation, coupling). At each place the
 * group that covers most layers wins. Layers repeat when name, size and parameters agree; the last one of a chain may differ in how
 * its output is split.
 */
export function foldRepeats(links: readonly ChainLink[]): ChainBlock[] {
  const blocks: ChainBlock[] = [];
  for (let at = 0; at < links.length;) {
    let best: ChainBlock = { links: [links[at]!], times: 1 };
    for (let length = 1; length <= longestGroup; length++) {
      const group = links.slice(at, at + length);
      let times = 1;
      while (isRepeat(links, at, at + times * length, length)) times++;
      if (times > 1 && times * length > best.times * best.links.length) best = { links: group, times };
    }
    blocks.push(best);
    at += best.links.length * best.times;
  }
  return blocks;
}

function isRepeat(links: readonly ChainLink[], first: number, second: number, length: number): boolean {
  return Array.from({ length }, (_, offset) => {
    const [x, y] = [links[first + offset], links[second + offset]];
    return (
      x !== undefined &&
      y !== undefined &&
      x.name === y.name &&
      x.input === y.input &&
      x.parameters === y.parameters
    );
  }).every(Boolean);
}
