import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import { labs, type LabName } from '../labs/index.ts';

export interface Place {
  lab: LabName;
  tab: string | null;
}

/** A place as the address shows it: "#/turing/design". */
export const toHash = ({ lab, tab }: Place) => `#/${lab}${tab === null ? '' : `/${tab}`}`;

/** The place an address means; an unknown one is the first tab of the first lab. */
export function fromHash(hash: string): Place {
  const [name, tab] = hash.replace(/^#\/?/, '').split('/');
  const lab = labs.find((lab) => lab.name === name) ?? labs[0];
  return { lab: lab.name, tab: (lab.tabs.find((t) => t.name === tab) ?? lab.tabs[0])?.name ?? null };
}

/** Where the user is: lab, tab, and what is open there. */
export const useNavigation = defineStore('navigation', () => {
  const place = ref<Place>(fromHash(window.location.hash));
  /** Name of the document or run that is open, the last crumb of the title bar. */
  const open = ref<string | null>(null);
  const lab = computed(() => labs.find((lab) => lab.name === place.value.lab) ?? labs[0]);
  const tab = computed(() => lab.value.tabs.find((tab) => tab.name === place.value.tab) ?? null);
  /** Tabs are remembered by lab, so that coming back finds the work where it was left. */
  const lastTab = new Map<LabName, string>();

  function go(name: LabName, tabName?: string) {
    const target = labs.find((lab) => lab.name === name) ?? labs[0];
    const wanted = tabName ?? lastTab.get(name) ?? target.tabs[0]?.name ?? null;
    place.value = { lab: name, tab: wanted };
  }

  watch(
    place,
    (now, before) => {
      if (now.lab !== before?.lab) open.value = null;
      if (now.tab !== null) lastTab.set(now.lab, now.tab);
      if (window.location.hash !== toHash(now)) window.history.pushState(null, '', toHash(now));
    },
    { immediate: true },
  );
  window.addEventListener('popstate', () => (place.value = fromHash(window.location.hash)));

  return { place, lab, tab, open, go };
});
