import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { callNames, callSchemas, type CallName } from '../../../preload/contract/index.ts';
import type { RandomStream } from '../../../main/compute/random.ts';
import { pick, typedArrays } from './strange.ts';

/** As much of JSON Schema as the contract's schemas come to. */
interface JsonSchema {
  type?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
  minItems?: number;
  maxItems?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
}

const schemas = Object.fromEntries(
  callNames.map((name) => [
    name,
    z.toJSONSchema(callSchemas[name], { io: 'input', unrepresentable: 'any' }) as JsonSchema,
  ]),
) as Record<CallName, JsonSchema>;

/** Files of the tests that are thrown about; larger ones would only cost time on the way. */
const largestFile = 100_000;
const project = join(import.meta.dirname, '..', '..', '..');
const examplesFolder = join(project, 'resources', 'examples');
const filesFolder = join(project, 'tests', 'fixtures');
const examples = readdirSync(examplesFolder).map(
  (name) => JSON.parse(readFileSync(join(examplesFolder, name), 'utf8')) as unknown,
);
const files = readdirSync(filesFolder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !entry.name.endsWith('.ts'))
  .map((entry) => new Uint8Array(readFileSync(join(entry.parentPath, entry.name))))
  .filter(({ length }) => length <= largestFile);

/** What the host has named so far, by the entry of an argument that such a name goes into. */
export class Names {
  readonly #known = new Map<string, string[]>();

  /** Keeps the newest hundred of each kind. */
  add(entry: string, ...names: string[]): void {
    const known = [...(this.#known.get(entry) ?? []), ...names];
    this.#known.set(entry, known.slice(-100));
  }

  of(entry: string): readonly string[] {
    return this.#known.get(entry) ?? [];
  }
}

/** Arguments that keep a call's schema, or nearly: refinements of a schema that JSON Schema cannot say may be missed. */
export class Samples {
  readonly #random: RandomStream;
  readonly #names: Names;

  constructor(random: RandomStream, names: Names) {
    this.#random = random;
    this.#names = names;
  }

  of(call: CallName): unknown {
    return this.#sample(schemas[call], call, call);
  }

  #sample(schema: JsonSchema, entry: string, call: string): unknown {
    const random = this.#random;
    if (entry === 'spec' && random.uniform() < 0.6) return structuredClone(pick(random, examples));
    if (schema.const !== undefined) return schema.const;
    if (schema.enum !== undefined) return pick(random, schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return this.#sample(pick(random, choices), entry, call);
    if (schema.allOf !== undefined) return this.#sample(schema.allOf[0] ?? {}, entry, call);
    switch (schema.type) {
      case 'object':
        return this.#object(schema, call);
      case 'array':
        return this.#array(schema, entry, call);
      case 'string':
        return this.#string(schema, entry, call);
      case 'boolean':
        return random.uniform() < 0.5;
      case 'integer':
      case 'number':
        return this.#number(schema);
      default:
        // Files and arrays, which JSON Schema knows nothing of.
        return entry === 'bytes' ? pick(random, files) : pick(random, typedArrays(random, 6));
    }
  }

  #object({ properties = {}, required = [], additionalProperties }: JsonSchema, call: string): unknown {
    const random = this.#random;
    if ('shape' in properties && 'data' in properties) {
      const shape = Array.from({ length: 1 + random.integer(3) }, () => 1 + random.integer(6));
      const data = pick(
        random,
        typedArrays(
          random,
          shape.reduce((a, b) => a * b, 1),
        ),
      );
      return { shape, data };
    }
    const value: Record<string, unknown> = {};
    for (const [name, entry] of Object.entries(properties)) {
      if (!required.includes(name) && random.uniform() < 0.4) continue;
      value[name] = this.#sample(entry, name, call);
    }
    if (typeof additionalProperties === 'object') {
      for (let i = random.integer(4); i > 0; i--) {
        value[pick(random, ['pattern', 'spins', 'spacetime', 'a', 'fields'])] = this.#sample(
          additionalProperties,
          '',
          call,
        );
      }
    }
    return value;
  }

  #array({ items, prefixItems, minItems = 0, maxItems = 8 }: JsonSchema, entry: string, call: string) {
    if (prefixItems !== undefined) return prefixItems.map((item) => this.#sample(item, entry, call));
    const most = Math.max(minItems, Math.min(maxItems, minItems + 6));
    const length = minItems + this.#random.integer(most - minItems + 1);
    const singular = entry.replace(/s$/, '');
    return Array.from({ length }, () => this.#sample(items ?? {}, singular, call));
  }

  #number(schema: JsonSchema): number {
    const random = this.#random;
    const whole = schema.type === 'integer';
    const low = schema.minimum ?? schema.exclusiveMinimum ?? -100;
    const high = Math.min(schema.maximum ?? schema.exclusiveMaximum ?? 100, Number.MAX_SAFE_INTEGER);
    const chance = random.uniform();
    if (chance < 0.15) return low;
    // The largest allowed is what costs most.
    if (chance < 0.3) return high;
    if (chance < 0.5 && typeof schema.default === 'number') return schema.default;
    const value = low + random.uniform() * (high - low);
    return whole ? Math.floor(value) : value;
  }

  #string(schema: JsonSchema, entry: string, call: string): string {
    const random = this.#random;
    const live = /^(simulation|dynamics)/.exec(call)?.[1];
    const known = this.#names.of(entry === 'id' && live !== undefined ? live : entry);
    if (known.length > 0 && random.uniform() < 0.9) return pick(random, known);
    const words = ['a', 'inputs', 'weights.npz', 'seed', 'steps', 'pattern.npy', 'A1 + E', '2A1', 'spots'];
    return pick(random, words).slice(0, schema.maxLength ?? 100);
  }
}
