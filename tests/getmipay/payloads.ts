import { readFileSync } from 'node:fs';

interface Signatures {
  readonly secret: string;
  readonly payloads: Readonly<
    Record<string, { signature: string; form: 'raw' | 'body' | 'data' | null }>
  >;
}

const FOLDER = new URL('../payloads/initiate/', import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, FOLDER));

/** Bodies and signatures made once by CPython 3.11: `json.dumps` and `hmac`, kept as files. */
const signatures: Signatures = JSON.parse(read('signatures.json').toString());

export const PAYLOAD_SECRET = signatures.secret;

export const payloads = Object.entries(signatures.payloads).map(([name, { signature, form }]) => ({
  name,
  signature,
  form,
  raw: read(`${name}.json`),
}));

export function payload(name: string) {
  const found = payloads.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`There is no payload ${name}.`);
  return found;
}

interface Vector {
  readonly text: string;
  readonly default: string;
  readonly sorted: string;
}

/** JSON texts, and what `json.dumps(json.loads(text))` made of them, without and with `sort_keys`. */
export const pythonVectors: readonly Vector[] = JSON.parse(read('python-vectors.json').toString());
