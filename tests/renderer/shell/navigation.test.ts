import { describe, expect, it } from 'vitest';
import { labs } from '../../../renderer/labs/index.ts';
import { fromHash, toHash, type Place } from '../../../renderer/shell/navigation.ts';

const places = labs.flatMap(({ name, tabs }): Place[] =>
  tabs.length === 0 ? [{ lab: name, tab: null }] : tabs.map((tab) => ({ lab: name, tab: tab.name })),
);

describe('the address of a place', () => {
  it.each(places)('leads back to $lab › $tab', (place) => expect(fromHash(toHash(place))).toEqual(place));

  it.each(['', '#', '#/nowhere', '#/nowhere/at-all'])('%j is the first lab', (hash) => {
    expect(fromHash(hash)).toEqual({ lab: 'turing', tab: 'simulate' });
  });

  it('with an unknown tab is the lab’s first', () => {
    expect(fromHash('#/turing/paint')).toEqual({ lab: 'turing', tab: 'simulate' });
  });
});
