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
  /** What it is for, in one sentence: the tooltip of its button. */
  purpose: string;
}

/** The labs in the order of the activity rail. A lab adds itself here, and its view in views.ts. */
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
    purpose: 'Gray–Scott patterns: simulate them, and find the parameters that grow a pattern you have.',
  },
  {
    name: 'renormalization',
    title: 'Renormalization',
    icon: GitFork,
    position: 'top',
    tabs: [
      { name: 'symmetry', title: 'Symmetry' },
      { name: 'exact-map', title: 'Exact map' },
      { name: 'train', title: 'Train' },
      { name: 'flow', title: 'Flow' },
      { name: 'critical-point', title: 'Critical point' },
    ],
    purpose:
      'Machine-learned renormalization group: learn the map of couplings from symmetry, follow the flow, find the critical point.',
  },
  {
    name: 'upscaling',
    title: 'Upscaling',
    icon: Grid3x3,
    position: 'top',
    tabs: [
      { name: 'monte-carlo', title: 'Monte Carlo' },
      { name: 'train', title: 'Train' },
      { name: 'dream', title: 'Dream' },
      { name: 'measure', title: 'Measure' },
      { name: 'rsrg', title: 'RSRG' },
      { name: 'paper', title: 'Paper' },
    ],
    purpose:
      'Inverse renormalization: make larger critical configurations from smaller ones and measure them.',
  },
  {
    name: 'self-similarity',
    title: 'Self-similarity',
    icon: Waypoints,
    position: 'top',
    tabs: [
      { name: 'system', title: 'System' },
      { name: 'learn', title: 'Learn' },
      { name: 'verdict', title: 'Verdict' },
      { name: 'rule-graph', title: 'Rule graph' },
      { name: 'scaling', title: 'Scaling' },
    ],
    purpose: 'Learn a coarse-graining under which a system obeys the rule it obeys at the small scale.',
  },
  {
    name: 'data',
    title: 'Data',
    icon: Database,
    position: 'top',
    tabs: [],
    purpose: 'Files and what they are.',
  },
  {
    name: 'runs',
    title: 'Runs',
    icon: ChartSpline,
    position: 'top',
    tabs: [],
    purpose: 'Every run of this workspace.',
  },
  {
    name: 'settings',
    title: 'Settings',
    icon: Settings,
    position: 'bottom',
    tabs: [],
    purpose: 'Compute, appearance, workspace, queue.',
  },
];
