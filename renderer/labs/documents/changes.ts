/** Paths of the entries in which two plain documents differ: `['flowU.width']`. An edit is named after them. */
export function changedPaths(before: object, after: object, prefix = ''): string[] {
  const was = before as Record<string, unknown>;
  const is = after as Record<string, unknown>;
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].flatMap((name) => {
    const [x, y] = [was[name], is[name]];
    if (Object.is(x, y)) return [];
    return isObject(x) && isObject(y) ? changedPaths(x, y, `${prefix}${name}.`) : [prefix + name];
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
