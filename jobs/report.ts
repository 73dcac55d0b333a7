export interface JobReport {
  readonly ok: boolean;
  /** How many rows the run changed: an uneventful run is not worth a log line. */
  readonly changed: number;
  /** What happened, in sentences. */
  readonly summary: string;
}
