import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSealed, seal, unseal, writeSealed } from '../../../main/host/store/sealed-json.ts';
import { temporaryFolder } from '../fixtures/workbench.ts';

const asIs = (value: unknown) => value;

test('any object comes back, and no flipped bit goes unnoticed', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
      fc.nat(),
      fc.nat(7),
      (value, place, bit) => {
        fc.pre(!('sha256' in value) && !('__proto__' in value));
        const text = seal(value);
        expect(unseal(text)).toEqual(JSON.parse(JSON.stringify(value)));
        const bytes = Buffer.from(text);
        bytes[place % bytes.length] ^= 1 << bit;
        let read: unknown;
        try {
          read = unseal(bytes.toString('utf8'));
        } catch {
          return;
        }
        // Only the seal's own name can change without a fault, and leaves everything else as it was.
        expect(read).toMatchObject(JSON.parse(JSON.stringify(value)) as object);
      },
    ),
  );
});

test('a text without a seal, edited by hand, is taken as it is', () => {
  expect(unseal('{"name": "mine"}')).toEqual({ name: 'mine' });
});

test('a damaged or missing file is read from its copy, and the damage named', async () => {
  const path = join(temporaryFolder(), 'object.json');
  await writeSealed(path, { steps: 100 });
  expect(await readSealed(path, asIs)).toEqual({ value: { steps: 100 } });
  writeFileSync(path, readFileSync(path, 'utf8').replace('100', '900'));
  expect(await readSealed(path, asIs)).toEqual({
    value: { steps: 100 },
    damage: 'does not match its sha256',
  });
  rmSync(path);
  expect(await readSealed(path, asIs)).toMatchObject({ damage: 'is not there' });
  rmSync(`${path}.copy`);
  await expect(readSealed(path, asIs)).rejects.toThrow('is not there');
});
