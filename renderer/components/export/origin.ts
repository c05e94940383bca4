import { toHostError } from '../../bridge/errors.ts';
import { host } from '../../bridge/host.ts';
import type { MadeFile } from './hand-over.ts';
import type { Provenance } from './provenance.ts';
import { sidecarOf, type ExportedThing, type Sidecar } from './sidecar.ts';

/** Whether arrays were handed in with a run, so that its document alone does not make it again. */
async function handedInputs(run: string): Promise<boolean> {
  try {
    await host.runArrays({ id: run, name: 'inputs', only: [] });
    return true;
  } catch (error) {
    if (toHostError(error).code === 'not-found') return false;
    throw error;
  }
}

/** What is known of a run beyond its id, from its record. A record that cannot be read is said in the note. */
async function completed(provenance: Provenance): Promise<Provenance> {
  const others = await Promise.all((provenance.others ?? []).map(completed));
  const withOthers = others.length > 0 ? { ...provenance, others } : provenance;
  if (provenance.run === undefined) return withOthers;
  try {
    const [{ name, spec, backend, versions }, hasInputs] = await Promise.all([
      host.runRead({ id: provenance.run }),
      handedInputs(provenance.run),
    ]);
    return { name, spec, versions, ...(backend ? { backend } : {}), hasInputs, ...withOthers };
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

/** A sidecar as a file beside those called `stem`. */
export const sidecarFile = (stem: string, sidecar: Sidecar): MadeFile => ({
  name: `${stem}.json`,
  type: 'application/json',
  bytes: new TextEncoder().encode(`${JSON.stringify(sidecar, null, 2)}\n`),
});
