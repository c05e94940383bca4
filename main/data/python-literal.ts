import { badFile } from './bad-file.ts';

/** What a Python literal can hold. Lists and tuples are both arrays. */
export type PythonLiteral =
  string | number | boolean | null | PythonLiteral[] | { readonly [key: string]: PythonLiteral };

const deepest = 16;

/**
 * Reads one Python literal: the dictionary in the header of an .npy file. Strings, integers (Python 2's trailing L too), True,
 * False, None, tuples, lists and dictionaries; nothing is evaluated. `offset` is where the text begins in its file.
 */
export function readPythonLiteral(text: string, offset = 0): PythonLiteral {
  return new LiteralReader(text, offset).readWhole();
}

class LiteralReader {
  readonly #text: string;
  readonly #offset: number;
  readonly #token = /\s*('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|-?\d+L?|True|False|None|[()[\]{},:]|$)/y;
  /** The token that is read next; empty at the end. */
  #next = '';
  #start = 0;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
    this.#advance();
  }

  readWhole(): PythonLiteral {
    const value = this.#value(0);
    if (this.#next !== '') throw this.#fault();
    return value;
  }

  #advance(): void {
    this.#start = this.#token.lastIndex;
    const match = this.#token.exec(this.#text);
    if (match === null) throw this.#fault();
    this.#next = match[1]!;
  }

  #fault() {
    return badFile('The header of the file is not a Python dictionary as NumPy writes it.', {
      offset: this.#offset + this.#start,
    });
  }

  #value(depth: number): PythonLiteral {
    const word = this.#next;
    if (depth > deepest || word === '' || /^[)\]},:]$/.test(word)) throw this.#fault();
    if (word === '(' || word === '[') return this.#sequence(word === '(' ? ')' : ']', depth);
    if (word === '{') return this.#dictionary(depth);
    this.#advance();
    if (word === 'True' || word === 'False') return word === 'True';
    if (word === 'None') return null;
    return /^['"]/.test(word) ? unquote(word) : Number.parseInt(word, 10);
  }

  #sequence(end: string, depth: number): PythonLiteral {
    const items: PythonLiteral[] = [];
    const separated = this.#items(end, () => items.push(this.#value(depth + 1)));
    // (3) is a number in brackets, (3,) a tuple.
    return end === ')' && items.length === 1 && !separated ? items[0]! : items;
  }

  #dictionary(depth: number): PythonLiteral {
    const entries: [string, PythonLiteral][] = [];
    this.#items('}', () => {
      const key = this.#value(depth + 1);
      if (typeof key !== 'string' || this.#next !== ':') throw this.#fault();
      this.#advance();
      entries.push([key, this.#value(depth + 1)]);
    });
    return Object.fromEntries(entries);
  }

  /** Reads what stands between brackets, separated by commas; says whether a comma came last. */
  #items(end: string, readItem: () => void): boolean {
    let separated = true;
    for (this.#advance(); this.#next !== end;) {
      if (!separated) throw this.#fault();
      readItem();
      separated = this.#next === ',';
      if (separated) this.#advance();
    }
    this.#advance();
    return separated;
  }
}

function unquote(word: string): string {
  return word.slice(1, -1).replaceAll(/\\(.)/g, '$1');
}
