import { reactive, watch } from 'vue';
import { defaultPreferences, parsePreferences, type ExportPreferences } from './figure-size.ts';

const key = 'macroscope.export';

function remembered(): ExportPreferences {
  try {
    return parsePreferences(JSON.parse(window.localStorage.getItem(key) ?? 'null'));
  } catch {
    return { ...defaultPreferences };
  }
}

/** How figures leave the program: what the user chose last, for every figure, remembered by the browser. */
export const exportPreferences = reactive<ExportPreferences>(remembered());

watch(exportPreferences, (value) => window.localStorage.setItem(key, JSON.stringify(value)));
