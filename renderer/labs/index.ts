import { Bubbles, ChartSpline, Database, GitFork, Grid3x3, Settings, Waypoints } from '@lucide/vue';
import type { Component } from 'vue';

export type LabName =
  'turing' | 'renormalization' | 'upscaling' | 'self-similarity' | 'data' | 'runs' | 'settings';

export interface Lab {
  name: LabName;
  title: string;
  icon: Component;
  /** Where its button is in the activity rail. */
  position: 'top' | 'bottom';
  tabs: readonly { name: string; title: string }[];
  /** The view; a lab without one is not built yet and says what it will do. */
  view?: () => Promise<{ default: Component }>;
  /** What it is for, in one sentence. */
  purpose: string;
}

/** The labs in the order of the activity rail. A lab adds itself here. */
export const labs: readonly [Lab, ...Lab[]] = [
  {
    name: 'turing',
    title: 'Turing',
    icon: Bubbles,
    position: 'top',
    tabs: [
      { name: 'simulate', title: 'Simulate' },
      { name: 'data', title: 'Data' },
      { name: 'train', title: 'Train' },
      { name: 'design', title: 'Design' },
    ],
    view: () => import('./turing/TuringLab.vue'),
    purpose: 'Gray–Scott patterns: simulate them, and find the parameters that grow a pattern you have.',
  },
  {
    name: 'renormalization',
    title: 'Renormalization',
    icon: GitFork,
    position: 'top',
    tabs: [],
    purpose:
      'Machine-learned renormalization group: learn the map of couplings from symmetry, follow the flow, find the critical point.',
  },
  {
    name: 'upscaling',
    title: 'Upscaling',
    icon: Grid3x3,
    position: 'top',
    tabs: [],
    purpose:
      'Inverse renormalization: make larger critical configurations from smaller ones and measure them.',
  },
  {
    name: 'self-similarity',
    title: 'Self-similarity',
    icon: Waypoints,
    position: 'top',
    tabs: [],
    purpose: 'Learn a coarse-graining under which a system obeys the rule it obeys at the small scale.',
  },
  {
    name: 'data',
    title: 'Data',
    icon: Database,
    position: 'top',
    tabs: [],
    view: () => import('./datasets/DataLab.vue'),
    purpose: 'Files and what they are.',
  },
  {
    name: 'runs',
    title: 'Runs',
    icon: ChartSpline,
    position: 'top',
    tabs: [],
    view: () => import('./runs/RunsLab.vue'),
    purpose: 'Every run of this workspace.',
  },
  {
    name: 'settings',
    title: 'Settings',
    icon: Settings,
    position: 'bottom',
    tabs: [],
    view: () => import('./settings/SettingsLab.vue'),
    purpose: 'Compute, appearance, workspace, queue.',
  },
];
