import type { App } from '../app.ts';

export interface ServerOptions {
  readonly app: App;
  /** Where the panel's bundle was built. */
  readonly bundleDir: string;
  /** True once start-up is done: what /readyz says. */
  readonly isReady: () => boolean;
  /** Tests make these short. */
  readonly headersTimeoutMs?: number;
  readonly requestTimeoutMs?: number;
}
