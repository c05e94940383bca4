import { onScopeDispose, ref, watch, type Ref } from 'vue';

/** Whether a media query holds, kept current for as long as the component lives. */
export function useMediaQuery(query: string): Ref<boolean> {
  const list = window.matchMedia(query);
  const matches = ref(list.matches);
  const update = () => (matches.value = list.matches);
  list.addEventListener('change', update);
  onScopeDispose(() => list.removeEventListener('change', update));
  return matches;
}

export const useReducedMotion = () => useMediaQuery('(prefers-reduced-motion: reduce)');

/** Width of an element in pixels, kept current; 0 until it is there. */
export function useWidth(element: Readonly<Ref<Element | null>>): Ref<number> {
  const width = ref(0);
  const observer = new ResizeObserver(([entry]) => (width.value = entry?.contentRect.width ?? 0));
  watch(element, (now) => {
    observer.disconnect();
    if (now) observer.observe(now);
  });
  onScopeDispose(() => observer.disconnect());
  return width;
}

/** Width and height of an element in pixels, kept current; zero until it is there. */
export function useSize(element: Readonly<Ref<Element | null>>): Ref<{ width: number; height: number }> {
  const size = ref({ width: 0, height: 0 });
  const observer = new ResizeObserver(([entry]) => {
    const { width, height } = entry?.contentRect ?? size.value;
    size.value = { width, height };
  });
  watch(element, (now) => {
    observer.disconnect();
    if (now) observer.observe(now);
  });
  onScopeDispose(() => observer.disconnect());
  return size;
}

/** Whether any of an element can be seen; false for what is scrolled away or in a view that is kept but not shown. */
export function useVisible(element: Readonly<Ref<Element | null>>): Ref<boolean> {
  const visible = ref(false);
  const observer = new IntersectionObserver(
    (entries) => (visible.value = entries.at(-1)?.isIntersecting ?? false),
  );
  watch(element, (now) => {
    observer.disconnect();
    if (now) observer.observe(now);
  });
  onScopeDispose(() => observer.disconnect());
  return visible;
}
