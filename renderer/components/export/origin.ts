import { toHostError } from '../../bridge/errors.ts';
import { host } from '../../bridge/host.ts';
import type { Provenance } from './provenance.ts';
import { sidecarOf, type ExportedThing, type Sidecar } from './sidecar.ts';

/** What is known of a run beyond its id, from its record. A record that cannot be read is said in the note. */
async function completed(provenance: Provenance): Promise<Provenance> {
  const others = await Promise.all((provenance.others ?? []).map(completed));
  const withOthers = others.length > 0 ? { ...provenance, others } : provenance;
  if (provenance.run === undefined) return withOthers;
  try {
    const { name, spec, backend, versions } = await host.runRead({ id: provenance.run });

    const read: Provenance = {
      name,
      spec: spec,
      versions,
      ...(backend ? { backend } : {}),
    };
    return { ...read, ...withOthers };
  } catch (error) {
    const words = `The record of the run could not be read: ${toHostError(error).message}`;
    return { ...withOthers, note: [provenance.note, words].filter(Boolean).join('; ') };
  }
}

/** The sidecar of something about to be exported; reads the records of its runs. */
export async function describeExport(thing: ExportedThing, provenance: Provenance | null): Promise<Sidecar> {
  const [origin, { version, node, platform }] = await Promise.all([
    provenance ? completed(provenance) : null,
    host.workbenchDescribe({}),
  ]);
  return sidecarOf(thing, origin, { macroscope: version, node, platform }, new Date().toISOString());
}

/** A sidecar as the bytes of its file. */
export const sidecarText = (sidecar: Sidecar) => `${JSON.stringify(sidecar, null, 2)}\n`;
