import { computed } from 'vue';
import { useMediaQuery } from '../../components/media.ts';

/** Share of the width the left panel starts with, in percent: its form needs about 280 px. */
export function usePanelWidth() {
  const narrow = useMediaQuery('(max-width: 1199px)');
  return computed(() => (narrow.value ? 29 : 22));
}
