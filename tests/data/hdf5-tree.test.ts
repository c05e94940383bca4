import { describe, expect, it } from 'vitest';
import { textHeapsAreSound } from '../../main/data/hdf5-text-heap.ts';
import { inspectFile } from '../../main/data/inspect.ts';
import { writeHdf5 } from './hdf5-files.ts';

const file = (libver?: 'latest') =>
  writeHdf5(
    (root) => {
      root.create_attribute('title', 'waves');
      root.create_attribute('steps', new Int32Array([1, 2, 3, 4, 5, 6, 7, 8, 9]));
      const group = root.create_group('run1');
      group.create_attribute('long', 'x'.repeat(300));
      group.create_dataset({ name: 'fields', data: new Float32Array([1, 2]) }).create_attribute('dt', 0.05);
      root.create_dataset({ name: 'words', data: ['a'], dtype: 'S' });
    },
    libver === undefined ? {} : { libver },
  );

/** Where the collection of texts begins. */
const heapOf = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes).indexOf('GCOL');

describe('the tree of an HDF5 file', () => {
  it.each([undefined, 'latest' as const])(
    'shows groups, data sets and attributes (format %s)',
    async (libver) => {
      const { tree, arrays } = await inspectFile('x.h5', await file(libver));
      expect(tree).toEqual([
        {
          path: '/',
          attributes: { steps: '1, 2, 3, 4, 5, 6, 7, 8, … (9)', title: 'waves' },
          children: [
            {
              path: '/run1',
              attributes: { long: `${'x'.repeat(200)}…` },
              children: [{ path: '/run1/fields', array: 0, attributes: { dt: '0.05' } }],
            },
            { path: '/words', passedOver: 'holds text' },
          ],
        },
      ]);
      expect(arrays[0]!.name).toBe('run1/fields');
    },
  );

  it('does not follow texts whose collection never ends, which the library would do for ever', async () => {
    const bytes = await file();
    expect(textHeapsAreSound(bytes, 0)).toBe(true);
    const heap = heapOf(bytes);
    const view = new DataView(bytes.buffer);
    // The first object becomes free space of no length.
    view.setUint16(heap + 16, 0, true);
    view.setUint32(heap + 24, 0, true);
    expect(textHeapsAreSound(bytes, 0)).toBe(false);
    const { tree } = await inspectFile('x.h5', bytes);
    expect(tree![0]!.attributes).toMatchObject({ title: 'text that cannot be read' });
  });

  it.each<[string, (view: DataView, heap: number) => void]>([
    ['a collection longer than the file', (view, heap) => view.setUint32(heap + 8, 2 ** 30, true)],
    ['a collection shorter than its header', (view, heap) => view.setUint32(heap + 8, 8, true)],
    ['an object beyond the collection', (view, heap) => view.setUint32(heap + 24, 2 ** 20, true)],
    ['an object of 2⁶⁴ − 1 bytes', (view, heap) => view.setBigUint64(heap + 24, 2n ** 64n - 1n, true)],
    ['lengths of four bytes', (view) => view.setUint8(view.getUint8(8) < 2 ? 14 : 10, 4)],
  ])('does not trust %s', async (_, damage) => {
    const bytes = await file();
    damage(new DataView(bytes.buffer), heapOf(bytes));
    expect(textHeapsAreSound(bytes, 0)).toBe(false);
  });
});
