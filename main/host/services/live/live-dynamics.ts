import type {
  DynamicsReading,
  LiveSystem,
  ParticlePicture,
  SpacetimePicture,
} from '../../../../preload/contract/index.ts';

/** A system that goes on step by step and can be looked at. Knows nothing of timers and transports. */
export interface LiveDynamics {
  /** Steps since the start. */
  readonly step: number;
  /** Cells or particles that one step updates. */
  readonly updatesPerStep: number;
  /** A guess of updates per millisecond. */
  readonly expectedRate: number;
  advance(steps: number): void;
  /** Goes on under another system; false, and nothing done, where that has to start again. Throws HostError like the constructors. */
  change(system: LiveSystem): boolean;
  /** Rows of the space-time picture from now on; what is there stays. */
  keep(rows: number): void;
  readings(): DynamicsReading[];
  picture(): { picture: SpacetimePicture | ParticlePicture; note: string | null };
}
