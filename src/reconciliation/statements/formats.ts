import type { StatementFormat } from './format.ts';
import { moovCi } from './formats/moov-ci.ts';
import { mtnMomo } from './formats/mtn-momo.ts';
import { orangeBf } from './formats/orange-bf.ts';
import { pawapay } from './formats/pawapay.ts';
import { tontinePro } from './formats/tontine-pro.ts';
import { waveEnglish, waveFrench } from './formats/wave.ts';

/** By the name that is stored with a file. */
export const FORMATS = {
  'tontine-pro': tontinePro,
  'wave-en': waveEnglish,
  'wave-fr': waveFrench,
  'moov-ci': moovCi,
  'mtn-momo': mtnMomo,
  'orange-bf': orangeBf,
  pawapay,
} as const satisfies Readonly<Record<string, StatementFormat>>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

export const isFormatName = (name: string): name is FormatName => Object.hasOwn(FORMATS, name);

/** Whose header this is, or null. */
export const formatOf = (header: readonly string[]): FormatName | null =>
  FORMAT_NAMES.find((name) => FORMATS[name].open(header) !== null) ?? null;
