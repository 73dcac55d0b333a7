import { isJsonObject, type Json, type JsonObject, NumberToken } from './json.ts';

interface DumpOptions {
  /** Python's `sort_keys=True`: by code point, at every level. */
  readonly sortKeys?: boolean;
}

/**
 * Writes a value byte for byte as Python's `json.dumps(json.loads(text))` does in its default
 * form: `, ` and `: ` between tokens, everything outside ASCII escaped, keys in their order.
 * The predecessor and the seed sign this form (`gateway-contract.md`, A).
 *
 * Numbers follow Python: an integer is kept whatever its length (`-0` is `0`), a token with a
 * point or an exponent becomes `repr(float)`: `5000.0` stays, `5000.00` → `5000.0`,
 * `1e3` → `1000.0`, `1e400` → `Infinity`. Limits: Python refuses integers of more than 4,300
 * digits, here they are kept; NaN and Infinity are not read as JSON at all.
 */
export function pythonDumps(value: Json, options: DumpOptions = {}): string {
  const sorted = options.sortKeys === true;
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value === 'boolean') return String(value);
  if (value instanceof NumberToken) return pythonNumber(value.text);
  if (isJsonObject(value)) {
    const members = entriesOf(value, sorted).map(
      ([key, member]) => `${quote(key)}: ${pythonDumps(member, options)}`,
    );
    return `{${members.join(', ')}}`;
  }
  return `[${value.map((item) => pythonDumps(item, options)).join(', ')}]`;
}

const entriesOf = (object: JsonObject, sorted: boolean): [string, Json][] =>
  sorted ? [...object].sort(([left], [right]) => compareCodePoints(left, right)) : [...object];

/** JavaScript compares UTF-16 units: it would put an emoji before U+FF5E, Python after it. */
function compareCodePoints(left: string, right: string): number {
  const [lefts, rights] = [[...left], [...right]];
  for (let index = 0; index < Math.min(lefts.length, rights.length); index += 1) {
    const difference = (lefts[index]?.codePointAt(0) ?? 0) - (rights[index]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return lefts.length - rights.length;
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** Python escapes all but U+0020–U+007E, one UTF-16 unit at a time. */
const quote = (text: string): string =>
  `"${text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are escaped.
    /["\\\u0000-\u001f\u007f-\uffff]/g,
    (unit) => SHORT_ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )}"`;

function pythonNumber(token: string): string {
  if (!/[.eE]/.test(token)) return token === '-0' ? '0' : token;
  return floatRepr(Number(token));
}

/** Python's `repr(float)`: the same shortest digits as JavaScript, with other exponent rules. */
function floatRepr(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 16) {
    const sign = exponent < 0 ? '-' : '+';
    return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  if (exponent < 0) return expandSmall(mantissa, exponent);
  const plain = String(value);
  return plain.includes('.') ? plain : `${plain}.0`;
}

/** `1.5`, -3 → `0.0015`. */
function expandSmall(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
}
