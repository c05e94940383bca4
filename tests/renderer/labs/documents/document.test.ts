import { describe, expect, it } from 'vitest';
import { useDocument } from '../../../../renderer/labs/documents/document.ts';

describe('document under edit', () => {
  it('takes a dragged slider as one edit, another entry as a second', () => {
    let time = 0;
    const { document, edit, undo } = useDocument({ samples: 8, seed: 1 }, { now: () => (time += 50) });
    for (const samples of [9, 10, 11, 12]) edit({ samples, seed: 1 });
    edit({ samples: 12, seed: 5 });
    undo();
    expect(document.value).toEqual({ samples: 12, seed: 1 });
    undo();
    expect(document.value).toEqual({ samples: 8, seed: 1 });
  });

  it('ignores an edit that changes nothing', () => {
    const { canUndo, edit } = useDocument({ hold: { F: 0.03 } });
    edit({ hold: { F: 0.03 } });
    expect(canUndo.value).toBe(false);
  });
});
