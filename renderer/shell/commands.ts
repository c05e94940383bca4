import { labs } from '../labs/index.ts';
import { useSettingsStore } from '../stores/settings.ts';
import { useWorkbenchStore } from '../stores/workbench.ts';
import { registerActions, type Action } from './actions.ts';
import { useNavigation } from './navigation.ts';

const themes = { system: 'as the system', dark: 'dark', light: 'light' } as const;
const colourMaps = ['magma', 'viridis', 'cividis', 'grey'] as const;

/** Commands of the workbench itself; labs add theirs. @returns the function that takes them away. */
export function registerWorkbenchCommands(): () => void {
  const navigation = useNavigation();
  const settings = useSettingsStore();
  const workbench = useWorkbenchStore();

  const places = labs.flatMap((lab, index): Action[] => [
    {
      name: `go.${lab.name}`,
      title: `Open ${lab.title}`,
      group: 'Places',
      keywords: lab.purpose,
      run: () => navigation.go(lab.name),
      ...(index < 9 ? { shortcut: `Mod+${index + 1}` } : {}),
    },
    ...lab.tabs.map((tab): Action => ({
      name: `go.${lab.name}.${tab.name}`,
      title: `Open ${lab.title} › ${tab.title}`,
      group: 'Places',
      run: () => navigation.go(lab.name, tab.name),
    })),
  ]);

  return registerActions(
    ...places,
    ...(['system', 'dark', 'light'] as const).map((theme): Action => ({
      name: `theme.${theme}`,
      title: `Theme: ${themes[theme]}`,
      group: 'Settings',
      keywords: 'appearance colours mode',
      enabled: () => settings.value.theme !== theme,
      run: () => settings.write({ theme }),
    })),
    ...colourMaps.map((colourMap): Action => ({
      name: `colour-map.${colourMap}`,
      title: `Colour map: ${colourMap}`,
      group: 'Settings',
      keywords: 'appearance field picture',
      enabled: () => settings.value.colourMap !== colourMap,
      run: () => settings.write({ colourMap }),
    })),
    {
      name: 'compute.test',
      title: 'Test the compute backends again',
      group: 'Settings',
      run: () => {
        navigation.go('settings');
        return workbench.readBackends(true);
      },
    },
  );
}
