import bricks from '../../../../resources/samples/bricks.png?url';
import cellsThumbnail from '../../../../resources/samples/dividing-spots.png?url';
import cells from '../../../../resources/samples/dividing-spots.npz?url';
import labyrinth from '../../../../resources/samples/labyrinth.png?url';

/** An example that comes with the program; made by resources/samples/make.ts. */
export interface BundledExample {
  file: string;
  title: string;
  description: string;
  url: string;
  thumbnail: string;
}

export const bundledExamples: readonly BundledExample[] = [
  {
    file: 'labyrinth.png',
    title: 'Labyrinth, one picture',
    description: 'As a camera sees it: contrast inverted, blurred, noisy.',
    url: labyrinth,
    thumbnail: labyrinth,
  },
  {
    file: 'dividing-spots.npz',
    title: 'Dividing spots, both fields',
    description: 'Concentrations a and b of a simulation.',
    url: cells,
    thumbnail: cellsThumbnail,
  },
  {
    file: 'bricks.png',
    title: 'A brick wall',
    description: 'No Turing pattern: shows how strange examples are answered.',
    url: bricks,
    thumbnail: bricks,
  },
];

export async function fetchExample({ url }: BundledExample): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The example was not found (${response.status}).`);
  return new Uint8Array(await response.arrayBuffer());
}
