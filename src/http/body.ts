import type { NextFunction, Request, Response } from 'express';
import { HttpRefusal } from './errors.ts';
import { readBody } from './read-body.ts';
import { isUpload, openUpload } from './upload.ts';

const LIMIT_BYTES = 100 * 1024;
const MAX_FIELDS = 200;
const MAX_DEPTH = 16;

/** These names would reach an object's prototype. */
const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

export type Fields = Record<string, unknown>;

declare module 'express-serve-static-core' {
  interface Request {
    /** What the body carried: a form's fields, or the members of a JSON object. */
    fields: Fields;
    /** Always empty: no door takes files. AdminJS reads it. */
    files: Record<string, never>;
    /** Tells AdminJS's own parser, which would accept 200 MB, that its work is done. */
    express_formidable: { parsed: true };
  }
}

/**
 * Reads urlencoded, multipart (text only) and JSON bodies of at most 100 KB into `req.fields`. A file
 * is not read here: its door finds it in `req.upload`.
 * Errors: 400 malformed, too deep or too many fields; 413; 415 any other type.
 */
export async function parseBody(req: Request, res: Response, next: NextFunction): Promise<void> {
  req.fields = {};
  req.files = {};
  req.express_formidable = { parsed: true };
  req.upload = isUpload(req) ? openUpload(req, res) : null;
  if (!req.upload && req.method !== 'GET' && req.method !== 'HEAD') {
    const raw = await readBody(req, LIMIT_BYTES);
    if (raw.length > 0) req.fields = await fieldsOf(raw, req.headers['content-type'] ?? '');
  }
  next();
}

async function fieldsOf(raw: Buffer, contentType: string): Promise<Fields> {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  switch (type) {
    case 'application/json':
      return jsonFields(raw.toString('utf8'));
    case 'application/x-www-form-urlencoded':
      return collect(new URLSearchParams(raw.toString('utf8')));
    case 'multipart/form-data':
      return collect(await multipart(raw, contentType));
    default:
      throw new HttpRefusal(415, 'body_type', 'Send a form or JSON.');
  }
}

function jsonFields(text: string): Fields {
  if (depthOf(text) > MAX_DEPTH) throw malformed();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return collect(Object.entries(value));
    }
  } catch {
    // Answered below, like JSON that is no object.
  }
  throw malformed();
}

/** The deepest nesting, brackets inside strings not counted: known before anything is built. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '"') inString = !inString;
    else if (inString) at += char === '\\' ? 1 : 0;
    else if (char === '[' || char === '{') deepest = Math.max(deepest, ++depth);
    else if (char === ']' || char === '}') depth -= 1;
  }
  return deepest;
}

async function multipart(raw: Buffer, contentType: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(raw), {
      headers: { 'content-type': contentType },
    }).formData();
  } catch {
    throw malformed();
  }
}

/** A name given twice keeps its last value. Files are dropped. */
function collect(entries: Iterable<[string, unknown]>): Fields {
  const fields: Fields = {};
  let count = 0;
  for (const [name, value] of entries) {
    count += 1;
    if (count > MAX_FIELDS) throw malformed();
    if (!FORBIDDEN_NAMES.has(name) && !(value instanceof Blob)) fields[name] = value;
  }
  return fields;
}

const malformed = () => new HttpRefusal(400, 'body_malformed', 'The request could not be read.');
