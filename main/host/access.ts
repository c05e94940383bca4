import {
  HostError,
  type CallName,
  type HostHandlers,
  type WorkbenchDescription,
} from '../../preload/contract/index.ts';
import type { Logger } from './log.ts';
import { holderOf, WorkspaceLock } from './store/workspace-lock.ts';
import type { Workspace } from './workspace.ts';

/**
 * Whether a call changes the workspace. A workbench that does not hold it refuses those that do; everything else works there:
 * looking at runs, reading files, live simulations. Every call of the contract has to be in one of the two.
 */
export const callEffects = {
  workbenchDescribe: 'looks',
  settingsRead: 'looks',
  // Kept in memory where the workspace belongs to another workbench: themes and panes are this one's own.
  settingsWrite: 'looks',
  backendsRead: 'looks',
  runsList: 'looks',
  runRead: 'looks',
  runCreate: 'changes',
  runPause: 'changes',
  runResume: 'changes',
  runStop: 'changes',
  runRetry: 'changes',
  runRename: 'changes',
  runArchive: 'changes',
  runRestore: 'changes',
  runAnnotate: 'changes',
  runDelete: 'changes',
  runUndelete: 'changes',
  binList: 'looks',
  binEmpty: 'changes',
  diskUse: 'looks',
  runSparklines: 'looks',
  runReproduce: 'changes',
  sweepCreate: 'changes',
  // Packed in the temporary folder of the system where the workspace belongs to another workbench.
  packOpen: 'looks',
  packRead: 'looks',
  packClose: 'looks',
  unpackOpen: 'changes',
  unpackWrite: 'changes',
  unpackClose: 'changes',
  unpackCancel: 'changes',
  arraysPack: 'looks',
  runMetrics: 'looks',
  runLog: 'looks',
  runArtifacts: 'looks',
  runArtifact: 'looks',
  runArrays: 'looks',
  modelsList: 'looks',
  modelChain: 'looks',
  fileInspect: 'looks',
  filesCompare: 'looks',
  patternRead: 'looks',
  spinsRead: 'looks',
  spacetimeRead: 'looks',
  automatonDescribe: 'looks',
  ruleGraph: 'looks',
  growthPreview: 'looks',
  upscalerKernel: 'looks',
  symmetryDescribe: 'looks',
  rgFlow: 'looks',
  rgPlane: 'looks',
  designExport: 'looks',
  dynamicsOpen: 'looks',
  dynamicsChange: 'looks',
  dynamicsRun: 'looks',
  dynamicsPause: 'looks',
  dynamicsStep: 'looks',
  dynamicsReset: 'looks',
  dynamicsClose: 'looks',
  simulationOpen: 'looks',
  simulationChange: 'looks',
  simulationRun: 'looks',
  simulationPause: 'looks',
  simulationStep: 'looks',
  simulationReset: 'looks',
  simulationBrush: 'looks',
  simulationFields: 'looks',
  simulationClose: 'looks',
  simulationCheck: 'looks',
} as const satisfies Record<CallName, 'looks' | 'changes'>;

/** How often a workbench that only looks tries to get the workspace, and looks at all its folders. */
const tryMilliseconds = 2000;
/** How often the one that has it asks what others have done to the runs. */
const askMilliseconds = 1000;

/** Whether this host may change the workspace: it holds the lock, or it is a command that works run by run beside whoever does. */
export class WorkspaceAccess {
  readonly #path: string;
  readonly #exclusive: boolean;
  #lock: WorkspaceLock | null;
  #own: boolean;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> | undefined;
  /** Why the disk could not lock, where it could not. */
  readonly fault: unknown;

  /** `exclusive`: a workbench, of which a workspace has one. */
  constructor({ lock }: Workspace, exclusive: boolean) {
    this.#path = lock;
    this.#exclusive = exclusive;
    this.#lock = null;
    this.#own = true;
    if (!exclusive) return;
    try {
      this.#lock = WorkspaceLock.take(lock);
      this.#own = this.#lock !== null;
    } catch (error) {
      // Leases still keep the runs apart; refusing to open would help nobody.
      this.fault = error;
    }
  }

  get own(): boolean {
    return this.#own;
  }

  describe(): Pick<WorkbenchDescription, 'access' | 'heldBy'> {
    if (this.#own) return { access: 'own' };
    const heldBy = holderOf(this.#path);
    return { access: 'read-only', ...(heldBy === undefined ? {} : { heldBy }) };
  }

  /** The handlers, of which those that change the workspace throw HostError 'busy' as long as it is another's. */
  guard(handlers: HostHandlers): HostHandlers {
    const guarded = Object.entries(callEffects).map(([name, effect]) => {
      const handler = handlers[name as CallName] as (argument: unknown) => unknown;
      if (effect === 'looks') return [name, handler];
      const checked = (argument: unknown) => {
        if (!this.#own) throw this.#refusal();
        return handler(argument);
      };
      return [name, checked];
    });
    return Object.fromEntries(guarded) as HostHandlers;
  }

  /**
   * Of a workbench: calls `look` now and then; while the workspace is another's tries to get it, and calls `taken` once, when the
   * other one has ended and this one has it.
   */
  watch(look: () => Promise<void>, taken: () => Promise<void>, log: Logger): void {
    if (!this.#exclusive) return;
    const turn = async () => {
      try {
        const before = this.#own;
        if (!before) {
          this.#lock = WorkspaceLock.take(this.#path, 0);
          this.#own = this.#lock !== null;
        }
        await (this.#own && !before ? taken() : look());
      } catch (error) {
        log.error({ err: error }, 'looking after the workspace');
      }
      if (this.#timer !== undefined) next();
    };
    const next = () => {
      const milliseconds = this.#own ? askMilliseconds : tryMilliseconds;
      this.#timer = setTimeout(() => (this.#turn = turn()), milliseconds).unref();
    };
    next();
  }

  /** Looks and tries no more; settles when what was under way has ended. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#turn;
  }

  /** Leaves the workspace to others. */
  release(): void {
    void this.stop();
    this.#lock?.release();
    this.#lock = null;
    this.#own = false;
  }

  #refusal(): HostError {
    const holder = holderOf(this.#path);
    return new HostError(
      'busy',
      `This workspace belongs to another workbench${holder === undefined ? '' : ` (${holder})`}; here it can only be looked at.`,
      { remedy: 'Do it there, or close that one: this one takes over within seconds.' },
    );
  }
}
