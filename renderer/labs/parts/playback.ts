import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** Rest on one picture while it plays, in milliseconds: long enough to be looked at. */
const restful = 700;

/** Plays levels, or frames, one after the other. `last` is the index of the last one; playing at the end starts over. */
export function usePlayback(level: Ref<number>, last: () => number, pace = restful) {
  const playing = ref(false);
  let timer: ReturnType<typeof setInterval> | undefined;

  function step(by: number) {
    level.value = Math.min(last(), Math.max(0, level.value + by));
  }
  watch(playing, (now) => {
    clearInterval(timer);
    if (!now) return;
    if (level.value >= last()) level.value = 0;
    timer = setInterval(() => {
      step(1);
      if (level.value >= last()) playing.value = false;
    }, pace);
  });
  onScopeDispose(() => clearInterval(timer));

  return {
    playing,
    toggle: () => (playing.value = !playing.value),
    /** Goes to a level, or by some levels, and stays there. */
    show(index: number) {
      playing.value = false;
      level.value = Math.min(last(), Math.max(0, index));
    },
    step(by: number) {
      playing.value = false;
      step(by);
    },
  };
}
