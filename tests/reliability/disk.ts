import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { counted, shown } from '../../main/methods/checks.ts';
import type { Check, ProofContext } from '../../main/methods/proof.ts';
import type { Code, Fault } from './disk/faults.ts';
import { limitedDisk } from './disk/limited.ts';
import type { FromTrials, ToTrials } from './disk/trials.ts';

const codes: readonly Code[] = ['ENOSPC', 'EIO', 'EACCES'];
/** Every how manieth operation fails; processes that try faults side by side. */
const stride = { quick: 45, normal: 1, full: 1 } as const;
const processes = { quick: 1, normal: 2, full: 2 } as const;

/** Every operation on files that a workbench, its worker and a run make, failing one after the other. */
export async function diskChecks({ level, progress }: ProofContext): Promise<Check[]> {
  const lanes = Array.from({ length: processes[level] }, () => new Lane());
  try {
    const operations = await (lanes[0] as Lane).count();
    const faults = faultsOf(operations, stride[level], level === 'full');
    const tried: Tried[] = [];
    let next = 0;
    await Promise.all(
      lanes.map(async (lane) => {
        for (let fault = faults[next++]; fault; fault = faults[next++]) {
          tried.push(await lane.try(fault));
          progress((0.95 * tried.length) / faults.length, `${tried.length} of ${faults.length} faults`);
        }
      }),
    );
    for (const { result, stray } of tried) {
      const wrong = [...result.why, ...stray];
      if (wrong.length > 0) {
        const { code, operation } = result.fault;
        process.stderr.write(`${code} at operation ${operation} (${result.first}): ${wrong.join('; ')}\n`);
      }
    }
    return [
      ...rows(
        operations,
        tried.filter(({ fired }) => fired),
      ),
      ...(await limitedDisk(level)),
    ];
  } finally {
    for (const lane of lanes) lane.close();
  }
}

/** Each position once for each code, in turn for a moment and until there is room again; in both ways where `both`. */
function faultsOf(operations: number, every: number, both: boolean): Fault[] {
  const positions = Array.from({ length: Math.ceil(operations / every) }, (_, i) => 1 + i * every);
  return positions.flatMap((operation, place) =>
    codes.flatMap((code, number) =>
      [false, true]
        .filter((lasting) => both || lasting === ((place + number) % 2 === 0))
        .map((lasting) => ({ code, operation, lasting })),
    ),
  );
}

function rows(operations: number, tried: readonly Tried[]): Check[] {
  const count = (id: string, those: readonly Tried[], well: (entry: Tried) => boolean, source: string) =>
    counted(id, those.filter(well).length, those.length, source);
  const paused = tried.filter(({ result }) => result.paused);
  return [
    shown('disk.operations', operations, 'file operations of a workbench with a run of four checkpoints'),
    ...codes.map((code) =>
      count(
        `disk.${code}`,
        tried.filter(({ result }) => result.fault.code === code),
        ({ result, stray }) => result.ended && result.identical && stray.length === 0,
        'went on to the same results, bit for bit; no run lost, nothing thrown past the workbench',
      ),
    ),
    count('disk.told', tried, ({ result }) => result.told, 'refused or paused in words, with what to do'),
    count(
      'disk.intact',
      paused,
      ({ result }) => result.intact,
      'of the runs that paused: newest checkpoint whole',
    ),
  ];
}

type Tried = Extract<FromTrials, { type: 'tried' }>;

/** One process that tries faults, one after the other. */
class Lane {
  readonly #child: ChildProcess;
  #asked: { resolve(answer: FromTrials): void; reject(error: Error): void } | null = null;

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'disk', 'trials.ts'), [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#child.on('message', (answer: FromTrials) => this.#asked?.resolve(answer));
    this.#child.on('exit', (code) =>
      this.#asked?.reject(new Error(`the process that tries faults ended (${String(code)})`)),
    );
  }

  async count(): Promise<number> {
    const answer = await this.#ask({ type: 'count' });
    if (answer.type !== 'counted') throw new Error('the operations were not counted');
    return answer.operations;
  }

  async try(fault: Fault): Promise<Tried> {
    const answer = await this.#ask({ type: 'try', fault });
    if (answer.type !== 'tried') throw new Error('the fault was not tried');
    return answer;
  }

  close(): void {
    this.#child.kill();
  }

  async #ask(message: ToTrials): Promise<FromTrials> {
    return await new Promise((resolve, reject) => {
      this.#asked = { resolve, reject };
      this.#child.send(message);
    });
  }
}
