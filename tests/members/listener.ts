/** A browser's EventSource without a browser: what came, and whether the line is still open. */
export interface Listener {
  readonly status: number;
  readonly headers: Headers;
  /** The names of the events, in the order in which they came. */
  readonly events: readonly string[];
  /** Everything that came, comments included. */
  text(): string;
  isOpen(): boolean;
  hangUp(): void;
}

export async function listen(url: string, cookie: string): Promise<Listener> {
  const line = new AbortController();
  const response = await fetch(new URL('/wallet/events', url), {
    headers: { accept: 'text/event-stream', cookie },
    redirect: 'manual',
    signal: line.signal,
  });
  let text = '';
  let open = true;
  const read = async () => {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      text += part.value;
    }
  };
  void read()
    .catch(() => {})
    .finally(() => {
      open = false;
    });
  return {
    status: response.status,
    headers: response.headers,
    get events() {
      return [...text.matchAll(/^event: (\w+)$/gm)].map(([, name = '']) => name);
    },
    text: () => text,
    isOpen: () => open,
    hangUp: () => line.abort(),
  };
}
