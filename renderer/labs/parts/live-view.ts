import { onActivated, onBeforeUnmount, onDeactivated, ref } from 'vue';
import { isTyping } from '../../shell/shortcuts.ts';

/** A live simulator as a view handles it. */
export interface LiveControls {
  readonly running: boolean;
  start(): Promise<unknown>;
  run(): Promise<unknown>;
  pause(): Promise<unknown>;
  toggle(): Promise<unknown>;
  advance(steps: number): Promise<unknown>;
  reset(): Promise<unknown>;
}

/**
 * Opens the simulator while its view is shown: leaving the tab pauses it, coming back goes on. Space starts and pauses, a full stop takes
 * one step, R starts again; not while typing, and not when a control has the key.
 * @param wanted whether there is something to simulate
 * @returns whether the view is shown
 */
export function useLiveView(simulator: LiveControls, wanted: () => boolean = () => true) {
  const isHere = ref(false);
  let ranWhenLeft = false;

  onActivated(() => {
    isHere.value = true;
    window.addEventListener('keydown', onKey);
    if (wanted()) void simulator.start().then(() => ranWhenLeft && simulator.run());
  });
  onDeactivated(leave);
  onBeforeUnmount(leave);
  function leave() {
    if (!isHere.value) return;
    isHere.value = false;
    window.removeEventListener('keydown', onKey);
    ranWhenLeft = simulator.running;
    if (simulator.running) void simulator.pause();
  }

  function onKey(event: KeyboardEvent) {
    if (!wanted() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const onControl =
      event.target instanceof HTMLElement && event.target.closest('button, select, [role=menu]');
    if (event.key === ' ' && !onControl) void simulator.toggle();
    else if (event.key === '.' && !simulator.running) void simulator.advance(1);
    else if (event.key === 'r') void simulator.reset();
    else return;
    event.preventDefault();
  }

  return isHere;
}
