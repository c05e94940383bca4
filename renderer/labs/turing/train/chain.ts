import type { ChainLink } from '../../../../preload/contract/index.ts';

/** One side of a model in a line: "6 × coupling 64", 4 → 3 + 1. */
export interface ChainSummary {
  side: ChainLink['side'];
  symbol: string;
  words: string;
  dimensions: string;
  parameters: number;
}

const symbols: Record<ChainLink['side'], string> = { u: 'φ_u', v: 'φ_v', posterior: 'q' };

/** The sides of a model in the order in which they first appear. Repeated layers are counted, not listed. */
export function summariseChain(chain: readonly ChainLink[]): ChainSummary[] {
  return [...Map.groupBy(chain, ({ side }) => side)].map(([side, links]) => {
    const counts = Map.groupBy(links, ({ name }) => name);
    const words = [...counts].map(([name, same]) => (same.length > 1 ? `${same.length} × ${name}` : name));
    return {
      side,
      symbol: symbols[side],
      words: words.join(', '),
      dimensions: `${links[0]!.input} → ${links.at(-1)!.output}`,
      parameters: links.reduce((sum, link) => sum + link.parameters, 0),
    };
  });
}
