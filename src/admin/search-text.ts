const SHORTEST = 3;

/** Fewer characters are found everywhere: they are not searched for. */
export const isLongEnough = (text: string): boolean => [...text.trim()].length >= SHORTEST;
