import { defineStore } from 'pinia';
import { computed, ref, watchEffect } from 'vue';
import { settings as schema, type Settings } from '../../preload/contract/index.ts';
import { host, onConnected, onHost } from '../bridge/host.ts';
import { report } from '../shell/notices.ts';

const themeKey = 'macroscope.theme';
function rememberedTheme(): Settings['theme'] {
  const theme = schema.shape.theme.safeParse(window.localStorage.getItem(themeKey) ?? undefined);
  return theme.success ? theme.data : 'system';
}

/** The user's settings, kept by the host; edits show at once and are written behind. */
export const useSettingsStore = defineStore('settings', () => {
  // Until the host answers, the theme of the last visit: the page does not change colour as it loads.
  const value = ref<Settings>(schema.parse({ theme: rememberedTheme() }));
  const loaded = ref(false);

  const darkSystem = ref(window.matchMedia('(prefers-color-scheme: dark)').matches);
  window
    .matchMedia('(prefers-color-scheme: dark)')
    .addEventListener('change', (event) => (darkSystem.value = event.matches));
  const theme = computed<'dark' | 'light'>(() =>
    value.value.theme === 'system' ? (darkSystem.value ? 'dark' : 'light') : value.value.theme,
  );
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    window.localStorage.setItem(themeKey, value.value.theme);
  });

  async function read() {
    try {
      value.value = await host.settingsRead({});
      loaded.value = true;
    } catch (error) {
      report(error, 'The settings could not be read');
    }
  }

  // While a change is under way the host may still speak of the one before it: what the page shows is newer.
  let pending = 0;
  async function write(patch: Partial<Settings>) {
    value.value = { ...value.value, ...patch };
    pending++;
    try {
      const answer = await host.settingsWrite({ patch });
      if (pending === 1) value.value = answer;
    } catch (error) {
      report(error, 'The setting was not kept');
    } finally {
      pending--;
    }
  }

  /** Sizes of the panes named `name`, or `fallback` as long as nobody has moved them. */
  const layout = (name: string, fallback: number[]) => value.value.layout[name] ?? fallback;
  const rememberLayout = (name: string, sizes: number[]) =>
    write({ layout: { ...value.value.layout, [name]: sizes } });

  onConnected(read);
  onHost('settingsChanged', (settings) => {
    if (pending === 0) value.value = settings;
  });

  return { value, loaded, theme, read, write, layout, rememberLayout };
});
