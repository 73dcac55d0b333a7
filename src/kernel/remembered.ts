/** So many are kept; what is asked for after that is made anew. */
const MOST = 1_000;

/** The same function, which makes one answer for each argument and keeps it: for what costs more to make than to keep. */
export function remembered<Args extends readonly string[], Made>(
  make: (...args: Args) => Made,
): (...args: Args) => Made {
  const kept = new Map<string, Made>();
  return (...args) => {
    const key = args.join('\0');
    const found = kept.get(key);
    if (found !== undefined) return found;
    const made = make(...args);
    if (kept.size >= MOST) kept.clear();
    kept.set(key, made);
    return made;
  };
}
