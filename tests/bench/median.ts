/** The middle one of what is picked from each; of an even number the higher. */
export const medianOf = <Run>(runs: readonly Run[], pick: (run: Run) => number): number =>
  runs.map(pick).sort((a, b) => a - b)[Math.floor(runs.length / 2)] ?? 0;
