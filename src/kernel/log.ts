import { pino } from 'pino';
import { maskPhone } from './phone.ts';

/** Whatever name a phone goes by in a log line, only its last three digits are written. */
const PHONE_KEYS = ['phone', '*.phone', '*.*.phone'];
const SECRET_KEYS = [
  'password',
  '*.password',
  'authorization',
  '*.authorization',
  'cookie',
  '*.cookie',
  'secret',
  '*.secret',
];

export type Log = ReturnType<typeof createLog>;

export function createLog(level: string = 'info') {
  return pino({
    level,
    redact: {
      paths: [...PHONE_KEYS, ...SECRET_KEYS],
      censor: (value, path) =>
        path.at(-1) === 'phone' && typeof value === 'string' ? maskPhone(value) : '[hidden]',
    },
  });
}
