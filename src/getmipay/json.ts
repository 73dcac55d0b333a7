/**
 * JSON that forgets nothing. `JSON.parse` turns `5000.0` into 5000 and a 20-digit
 * reference into another one, and reorders keys that look like numbers; a signature or
 * a reference does not survive that. Here a number is its token and an object a Map.
 */
export class NumberToken {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type JsonObject = ReadonlyMap<string, Json>;
export type Json = string | boolean | null | NumberToken | readonly Json[] | JsonObject;

/** Deeper than any payload, shallow enough for any stack. */
const MAX_DEPTH = 256;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these.
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const BLANK = /[ \t\n\r]*/y;
const HEX4 = /^[0-9a-fA-F]{4}$/;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

export const isJsonObject = (value: Json | undefined): value is JsonObject => value instanceof Map;

/**
 * Reads strict JSON (RFC 8259). Of a key written twice the last value wins, at the place of
 * the first, as in Python.
 * @returns undefined where the text is not JSON or is nested deeper than 256 levels
 */
export function parseJson(text: string): Json | undefined {
  try {
    return new Reader(text).document();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

class Reader {
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  document(): Json {
    const value = this.value(0);
    this.blank();
    if (this.at !== this.text.length) this.fail();
    return value;
  }

  private fail(): never {
    throw new SyntaxError(`Not JSON at character ${this.at}.`);
  }

  private take(pattern: RegExp): string {
    const from = this.at;
    pattern.lastIndex = from;
    // `test` moves a sticky pattern's lastIndex without building a match: this is the hot path.
    if (pattern.test(this.text)) this.at = pattern.lastIndex;
    return this.text.slice(from, this.at);
  }

  private blank(): void {
    const code = this.text.charCodeAt(this.at);
    if (code === 32 || code === 10 || code === 13 || code === 9) this.take(BLANK);
  }

  private value(depth: number): Json {
    this.blank();
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth + 1);
      case '[':
        return this.array(depth + 1);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return new NumberToken(this.take(NUMBER) || this.fail());
    }
  }

  private word<T>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) this.fail();
    this.at += word.length;
    return value;
  }

  private skip(character: string): boolean {
    this.blank();
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private object(depth: number): JsonObject {
    if (depth > MAX_DEPTH) this.fail();
    const entries = new Map<string, Json>();
    this.at += 1;
    if (this.skip('}')) return entries;
    do {
      this.blank();
      if (this.text[this.at] !== '"') this.fail();
      const key = this.string();
      if (!this.skip(':')) this.fail();
      entries.set(key, this.value(depth));
    } while (this.skip(','));
    if (!this.skip('}')) this.fail();
    return entries;
  }

  private array(depth: number): Json[] {
    if (depth > MAX_DEPTH) this.fail();
    const items: Json[] = [];
    this.at += 1;
    if (this.skip(']')) return items;
    do items.push(this.value(depth));
    while (this.skip(','));
    if (!this.skip(']')) this.fail();
    return items;
  }

  private string(): string {
    this.at += 1;
    let read = this.take(PLAIN);
    while (this.text[this.at] === '\\') read += this.escape() + this.take(PLAIN);
    if (this.text[this.at] !== '"') this.fail();
    this.at += 1;
    return read;
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? this.fail();
    if (letter !== 'u') {
      this.at += 2;
      return ESCAPES[letter] ?? this.fail();
    }
    const hex = this.text.slice(this.at + 2, this.at + 6);
    if (!HEX4.test(hex)) this.fail();
    this.at += 6;
    return String.fromCharCode(Number.parseInt(hex, 16));
  }
}
