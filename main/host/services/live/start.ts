import type { LiveSystem } from '../../../../preload/contract/index.ts';
import { LiveAutomaton } from './live-automaton.ts';
import { LiveDiffusion } from './live-diffusion.ts';
import type { LiveDynamics } from './live-dynamics.ts';
import { LiveFlock } from './live-flock.ts';

/** @param history rows of a space-time picture. Throws HostError for what the system's parts refuse. */
export function startLive(system: LiveSystem, seed: number, history: number): LiveDynamics {
  switch (system.type) {
    case 'automaton':
    case 'probabilistic-automaton':
      return new LiveAutomaton(system, seed, history);
    case 'diffusion':
      return new LiveDiffusion(system, seed, history);
    case 'vicsek':
      return new LiveFlock(system, seed);
  }
}
