import { setTimeout as sleep } from 'node:timers/promises';

/** After a signal everything is gone within ten seconds; this leaves a second for the process. */
const DEADLINE_MS = 9_000;

export interface Drain {
  /** True from the first signal on. */
  isStopping(): boolean;
  /** Says that the end has come: nothing more is to be started. */
  begin(): void;
  /** Registers how to end a part that now runs. Parts end in reverse order. */
  add(name: string, end: () => Promise<void>): void;
  /** Ends every part, each at most once; one that fails does not keep the others from ending. */
  run(): Promise<void>;
}

/** What runs, in the order in which it was started, so that it can be ended the other way round. */
export function createDrain(complain: (line: string) => void): Drain {
  const parts: { name: string; end: () => Promise<void> }[] = [];
  let stopping = false;

  async function endAll(): Promise<void> {
    for (let part = parts.pop(); part; part = parts.pop()) {
      try {
        await part.end();
      } catch (error) {
        complain(
          `${part.name} did not end well: ${error instanceof Error ? error.message : error}`,
        );
      }
    }
  }

  return {
    isStopping: () => stopping,
    begin: () => {
      stopping = true;
    },
    add: (name, end) => {
      parts.push({ name, end });
    },
    run: async () => {
      stopping = true;
      const late = sleep(DEADLINE_MS, 'late' as const, { ref: false });
      if ((await Promise.race([endAll(), late])) === 'late') {
        complain(`Still running after ${DEADLINE_MS / 1000} s: ${parts.map(({ name }) => name)}.`);
      }
    },
  };
}
