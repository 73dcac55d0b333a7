import type { GatewayFact } from '../payments/gateway.ts';
import { readFrancs } from './amount.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { normalisePhone } from './phone.ts';
import { isReference, scalarText, wordsAt } from './text.ts';

type Problem = NonNullable<GatewayFact['problem']>;

const isGiven = (value: Json | undefined): value is Json =>
  value !== undefined && value !== null && value !== '';

/** The two places a field can stand in, and the first thing that could not be believed. */
export class Levels {
  problem: Problem | null = null;
  private readonly top: JsonObject;
  private readonly data: JsonObject | undefined;

  constructor(body: JsonObject) {
    this.top = body;
    const data = body.get('data');
    this.data = isJsonObject(data) ? data : undefined;
  }

  note(problem: Problem): void {
    this.problem ??= problem;
  }

  /** Of the places that hold something, each one's value as `read` understands it. */
  private each<T>(name: string, read: (value: Json) => T | undefined): T | undefined {
    const top = this.top.get(name);
    const data = this.data?.get(name);
    if (!isGiven(top)) return isGiven(data) ? read(data) : undefined;
    const told = read(top);
    if (!isGiven(data)) return told;
    const again = read(data);
    if (told !== again) this.note('fields_disagree');
    return told ?? again;
  }

  text(name: string): string | undefined {
    return this.each(name, (value) => {
      const text = scalarText(value);
      if (text === undefined) this.note('fields_disagree');
      return text;
    });
  }

  phone(name: string): string | undefined {
    return this.each(name, (value) => {
      const text = scalarText(value);
      if (text === undefined) this.note('fields_disagree');
      return text === undefined ? undefined : normalisePhone(text);
    });
  }

  francs(name: string): bigint | undefined {
    return this.each(name, (value) => {
      const amount = readFrancs(value);
      if (amount === 'unreadable') this.note('amount_unreadable');
      return amount === 'unreadable' ? undefined : amount;
    });
  }

  reference(name: string): string | undefined {
    const text = this.each(name, (value) => scalarText(value) ?? '');
    if (text === undefined) return undefined;
    if (text !== '' && isReference(text)) return text;
    this.note('reference_unreadable');
    return undefined;
  }

  words(names: readonly string[]): string | null {
    return wordsAt(this.top, names) ?? (this.data ? wordsAt(this.data, names) : null);
  }
}
