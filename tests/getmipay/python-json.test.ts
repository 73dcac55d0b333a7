import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, parseJson } from '../../src/getmipay/json.ts';
import { pythonDumps } from '../../src/getmipay/python-json.ts';
import { pythonVectors } from './payloads.ts';

const read = (text: string): Json => {
  const value = parseJson(text);
  if (value === undefined) throw new Error(`Not JSON: ${text}`);
  return value;
};

describe('json.dumps', () => {
  test('writes every number and text that CPython wrote, byte for byte', () => {
    expect(pythonVectors.length).toBeGreaterThan(300);
    for (const vector of pythonVectors) {
      expect(pythonDumps(read(vector.text))).toBe(vector.default);
      expect(pythonDumps(read(vector.text), { sortKeys: true })).toBe(vector.sorted);
    }
  });

  test('keeps the order of keys that look like numbers, and of __proto__', () => {
    const text = '{"b": 1, "10": 2, "2": 3, "__proto__": {"a": 4}}';
    expect(pythonDumps(read(text))).toBe(text);
  });

  test('is read back as the value it wrote, for any JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const once = pythonDumps(read(text));
        expect(pythonDumps(read(once))).toBe(once);
        expect(JSON.parse(once)).toEqual(JSON.parse(text));
      }),
    );
  });
});

describe('parseJson', () => {
  test('reads what JSON.parse reads and nothing else', () => {
    const texts = fc.oneof(
      fc.json(),
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'{}[]",:0123456789.eE+-tfn\\u \t') }),
      fc
        .tuple(fc.json(), fc.nat(), fc.string({ minLength: 1, maxLength: 1 }))
        .map(([text, at, character]) => {
          const cut = at % (text.length + 1);
          return text.slice(0, cut) + character + text.slice(cut + 1);
        }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(parseJson(text) !== undefined).toBe(isJson(text));
      }),
      { numRuns: 3_000 },
    );
  });

  test('answers undefined for nesting that would overflow a stack, and reads 256 levels', () => {
    expect(parseJson('['.repeat(200_000))).toBeUndefined();
    expect(parseJson('{"a":'.repeat(50_000))).toBeUndefined();
    expect(parseJson('['.repeat(257) + ']'.repeat(257))).toBeUndefined();
    expect(parseJson('['.repeat(256) + ']'.repeat(256))).toBeDefined();
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
