import { kernelOrbits, orbitOfCells } from '../../../../preload/contract/index.ts';
import { windowFeatures, windowSide } from '../windows.ts';
import { windowLayout } from './window-counter.ts';

/** What a symmetric k×k kernel can tell apart about a pixel's surroundings: the distinct feature vectors, own block spin up. */
export interface KernelFeatures {
  size: number;
  /** Free weights of the kernel. */
  orbits: number;
  /** Number of distinct feature vectors: 6, 108 and 5816 for k = 3, 5 and 7. */
  classes: number;
  /** x with h = x·W, [classes, orbits]; entry (class, orbit) is the sum of the upsampled spins on that orbit. */
  features: Float64Array;
  /** Class of each case of the window layout. */
  classOf: Uint32Array;
}

const known = new Map<string, KernelFeatures>();

/**
 * The features of a k×k kernel on the cases of n×n windows, n at least windowSide(k); made once a thread. The order of classes is
 * that of their first cases.
 */
export function kernelFeatures(size: number, n: number = windowSide(size)): KernelFeatures {
  const name = `${size} ${n}`;
  let features = known.get(name);
  if (!features) {
    features = distinctFeatures(size, n);
    known.set(name, features);
  }
  return features;
}

function distinctFeatures(size: number, n: number): KernelFeatures {
  const orbits = kernelOrbits(size).length;
  const perBlock = windowFeatures(size, n, orbitOfCells(size));
  const layout = windowLayout(n);
  const columns = Array.from({ length: orbits }, (_, orbit) =>
    layout.fields(Float64Array.from({ length: n * n }, (_, block) => perBlock[block * orbits + orbit])),
  );
  // Features are integers of at most the orbit's multiplicity, so a vector is a number in mixed radix.
  const radices = kernelOrbits(size).map(({ multiplicity }) => 2 * multiplicity + 1);
  const classOfKey = new Map<number, number>();
  const classOf = new Uint32Array(layout.cases);
  const first: number[] = [];
  for (let entry = 0; entry < layout.cases; entry++) {
    let key = 0;
    for (let orbit = 0; orbit < orbits; orbit++) {
      key = key * radices[orbit] + columns[orbit][entry] + (radices[orbit] >> 1);
    }
    let found = classOfKey.get(key);
    if (found === undefined) {
      found = first.length;
      classOfKey.set(key, found);
      first.push(entry);
    }
    classOf[entry] = found;
  }
  const features = new Float64Array(first.length * orbits);
  for (const [index, entry] of first.entries()) {
    for (let orbit = 0; orbit < orbits; orbit++) features[index * orbits + orbit] = columns[orbit][entry];
  }
  return { size, orbits, classes: first.length, features, classOf };
}
