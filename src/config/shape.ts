import type { PaymentMethod } from '../payments/methods.ts';

/** The environment, parsed once at the start (`parseConfig`). */
export interface Config {
  readonly mode: 'demo' | 'live';
  readonly host: string;
  readonly port: number;
  /** Where people reach the console; no slash at the end. */
  readonly publicUrl: string;
  /** Absolute. Holds the embedded database and the sandbox's books. */
  readonly dataDir: string;
  /** Null: the embedded PostgreSQL. */
  readonly database: {
    readonly appUrl: string;
    readonly ownerUrl: string;
    readonly readUrl: string;
  } | null;
  /** Null: no sandbox is started. */
  readonly sandboxPort: number | null;
  /** The first one signs and seals; all of them are read: that is how a secret is rotated. */
  readonly sessionSecrets: readonly string[];
  readonly demoPassword: string;
  readonly jobs: boolean;
  readonly staleAfterMs: number;
  /** Whole francs: what a treasurer pays out above this waits for a second person. */
  readonly approvalAbove: bigint;
  /** How long it waits. */
  readonly approvalTtlMs: number;
  readonly businessTimezone: string;
  readonly gateway: GatewayConfig;
  readonly paymentMethods: readonly PaymentMethod[];
  readonly notify: NotifyConfig;
}

/** Where notices go, besides the panel; the log where nothing is set. */
export interface NotifyConfig {
  readonly email: {
    readonly url: string;
    readonly from: string;
    readonly to: readonly string[];
  } | null;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  /** Whole francs: an open break above this is told at once. */
  readonly breakAbove: bigint;
  /** An open break that is older is told as well. */
  readonly breakAgeMs: number;
}

export interface GatewayConfig {
  readonly dialect: 'initiate' | 'v1';
  readonly apiUrl: string;
  readonly apiKey: string;
  readonly secretKey: string;
  /** All of them are valid at once: that is how a secret is rotated. The first one is the newest. */
  readonly webhookSecrets: readonly string[];
  /** Where secrets were given as files: they are read again when they change. */
  readonly secretFiles: Readonly<
    Partial<Record<'apiKey' | 'secretKey' | 'webhookSecrets', string>>
  >;
  readonly paymentHosts: readonly string[];
  /** For a whole operation, and for its connection alone. */
  readonly timeoutMs: number;
  readonly connectTimeoutMs: number;
  readonly queriesPerMinute: number;
  /** Whether the sandbox that we start is the gateway. */
  readonly isOurSandbox: boolean;
}
