import { getCurrentInstance, onActivated, onDeactivated, onScopeDispose, shallowReactive } from 'vue';

/** A command: the palette lists it, the menu of the desktop and the keys run it by name. */
export interface Action {
  /** Stable, dotted: "runs.open". */
  name: string;
  /** As the palette shows it, with a verb. */
  title: string;
  /** Heading it is listed under. */
  group: string;
  /** "Mod+K": Mod is Ctrl, or ⌘ on a Mac. */
  shortcut?: string;
  /** More words to find it by. */
  keywords?: string;
  enabled?: () => boolean;
  run: () => void | Promise<void>;
}

const registry = shallowReactive(new Map<string, Action>());

export const actions = {
  all: () => [...registry.values()],
  get: (name: string) => registry.get(name),
};

/** Adds commands; the function returned takes them away. A later command of the same name covers the earlier one. */
export function registerActions(...added: Action[]): () => void {
  const covered = added.map(({ name }) => registry.get(name));
  for (const action of added) registry.set(action.name, action);
  return () => {
    for (const [index, action] of added.entries()) {
      if (registry.get(action.name) !== action) continue;
      const below = covered[index];
      if (below) registry.set(action.name, below);
      else registry.delete(action.name);
    }
  };
}

/** Adds commands for as long as the component lives and is shown. */
export function useActions(...added: Action[]): void {
  let remove: (() => void) | null = registerActions(...added);
  const forget = () => {
    remove?.();
    remove = null;
  };
  onScopeDispose(forget);
  if (getCurrentInstance() === null) return;
  onDeactivated(forget);
  onActivated(() => (remove ??= registerActions(...added)));
}

/** Runs a command by name; says whether there was one to run. */
export function runAction(name: string): boolean {
  const action = registry.get(name);
  if (action === undefined || action.enabled?.() === false) return false;
  void action.run();
  return true;
}
