import type { FieldPreview } from './arrays.ts';
import type { DynamicsFrame } from './dynamics.ts';
import type { MetricPoint, RunSummary } from './runs.ts';
import type { SimulationFrame } from './simulation.ts';
import type { Settings, WorkbenchDescription } from './workbench.ts';

/** What the host tells the page unasked. At most 30 pictures a second and 1 MB each. */
export interface HostEvents {
  runChanged: RunSummary;
  /** A run is gone from the list: deleted, or its folder was taken away. */
  runRemoved: { id: string };
  /** Throttled to a few batches a second; the file holds every point. */
  runMetrics: { id: string; points: MetricPoint[] };
  runFrame: { id: string; fields: FieldPreview[] };
  simulationFrame: SimulationFrame;
  dynamicsFrame: DynamicsFrame;
  settingsChanged: Settings;
  /** The workspace was another workbench's and is this one's now. */
  accessChanged: Pick<WorkbenchDescription, 'access' | 'heldBy'>;
  /** Something the user should read: a run ended, a disk is full. */
  notice: { level: 'info' | 'warning' | 'error'; title: string; message: string; run?: string };
  /** From the desktop: a file was opened with the application. To be treated as one dropped into the page. */
  fileOpened: { name: string; bytes: Uint8Array };
  /** From the desktop's menu: run a command of the palette. */
  command: { name: string };
}

export type HostEventName = keyof HostEvents;
