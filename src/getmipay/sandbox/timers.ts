/** Whatever waits in the sandbox waits through this, so that a test can run a month in a second. */
export interface Timers {
  /** Runs `act` after so many ms of the sandbox's time; returns how to call it off. */
  after(ms: number, act: () => void): () => void;
}

/** What `setTimeout` can wait at once; longer waits are made of several. */
const LONGEST_MS = 2 ** 31 - 1;

export const realTimers: Timers = {
  after(ms, act) {
    let timer: NodeJS.Timeout;
    const wait = (left: number) => {
      const now = Math.min(Math.max(left, 0), LONGEST_MS);
      timer = setTimeout(() => (left > now ? wait(left - now) : act()), now).unref();
    };
    wait(ms);
    return () => clearTimeout(timer);
  },
};

/** A wait that ends early, and quietly, when `signal` aborts. */
export function waitFor(timers: Timers, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms <= 0) return Promise.resolve();
  return new Promise((done) => {
    const end = () => {
      cancel();
      signal.removeEventListener('abort', end);
      done();
    };
    const cancel = timers.after(ms, end);
    signal.addEventListener('abort', end);
  });
}
