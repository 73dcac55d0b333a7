/** The end of one operation, whatever it needs on its way there. */
export interface Deadline {
  /** Milliseconds, 0 once it has passed. */
  leftMs(): number;
}

/** By the monotonic clock: a wall clock that is set must not cut a payment short. */
export function deadlineIn(ms: number): Deadline {
  const end = performance.now() + ms;
  return { leftMs: () => Math.max(0, end - performance.now()) };
}

/** What a shared promise brings, or undefined where it takes longer than this caller has. */
export async function before<T>(deadline: Deadline, promise: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(done, deadline.leftMs(), undefined);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
