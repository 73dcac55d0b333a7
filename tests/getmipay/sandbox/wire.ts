import http from 'node:http';

export type WireAnswer =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly type: string;
      readonly text: string;
      /** From the first byte of the question to the last one of the answer. */
      readonly ms: number;
    }
  | { readonly kind: 'broken'; readonly code: string };

export interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
}

/** One HTTP call on a connection of its own, as bytes: what a client's library would hide is told. */
export function call(url: string, { method = 'POST', headers = {}, body, timeoutMs }: Call = {}) {
  return new Promise<WireAnswer>((done) => {
    const startedAt = performance.now();
    const broken = (error: NodeJS.ErrnoException) =>
      done({ kind: 'broken', code: error.name === 'AbortError' ? 'TIMEOUT' : (error.code ?? '') });
    const request = http.request(
      url,
      {
        method,
        headers,
        agent: false,
        ...(timeoutMs && { signal: AbortSignal.timeout(timeoutMs) }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', broken);
        response.on('end', () =>
          done({
            kind: 'answered',
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(chunks).toString(),
            ms: performance.now() - startedAt,
          }),
        );
      },
    );
    request.on('error', broken);
    request.end(body);
  });
}

/** The JSON of an answer. */
export function jsonOf(answer: WireAnswer) {
  if (answer.kind !== 'answered') throw new Error(answer.code);
  return JSON.parse(answer.text);
}
