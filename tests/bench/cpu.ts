import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks of a process: its own, and those of children that ended. One is 10 ms. */
interface Ticks {
  readonly parent: number;
  readonly own: number;
  readonly ended: number;
}

function ticksOf(pid: number): Ticks | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number) => fields[index] ?? 0;
    return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) };
  } catch {
    return null;
  }
}

export const parentOf = (pid: number): number => ticksOf(pid)?.parent ?? 0;

/** Microseconds of CPU that a process has had until now. */
export const cpuOf = (pid: number): number => (ticksOf(pid)?.own ?? 0) * 10_000;

/** The same, with its children. */
export function cpuOfAll(pid: number): number {
  const own = ticksOf(pid);
  const children = readdirSync('/proc')
    .map((name) => ticksOf(Number(name)))
    .filter((ticks) => ticks?.parent === pid)
    .reduce((sum, ticks) => sum + (ticks?.own ?? 0), 0);
  return ((own?.own ?? 0) + (own?.ended ?? 0) + children) * 10_000;
}
