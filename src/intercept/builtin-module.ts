// Loads the runtime's own modules. Runs in the user's process, when it starts or later. `require`
// would leave them in `require.cache`, and the first of them would take the place of the program as
// `require.main`.

const { getBuiltinModule } = process;

/** The exports of a module of the runtime, for whoever knows their type. @throws where it has none. */
export function builtinModule<Exports extends object>(name: string): Exports {
  const found = getBuiltinModule(name) as unknown as Exports | undefined;
  if (found === undefined) throw new Error(`Cannot load "${name}": the runtime has no such module`);
  return found;
}
