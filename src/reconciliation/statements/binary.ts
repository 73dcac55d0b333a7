const DASH = 45;
const BEYOND_ASCII = 128;
const YEAR_2000 = Date.UTC(2000, 0, 1);
const HIGH = 2 ** 32;
const UUID_BYTES = 16;

/** The value of a hexadecimal digit, in either case, by its character code. */
const NIBBLES = Uint8Array.from({ length: BEYOND_ASCII }, (_, code) =>
  code <= 57 ? code - 48 : (code | 32) - 87,
);

/** Writes values as PostgreSQL's binary COPY has them: half the work of text on both sides, a million times. */
export class BinaryWriter {
  private bytes: Buffer;
  private view: DataView;
  private at = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
    this.view = new DataView(this.bytes.buffer);
  }

  get length(): number {
    return this.at;
  }

  get written(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  /** Before a row of at most so many bytes. */
  expect(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.at + size));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  raw(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.at);
    this.at += bytes.length;
  }

  null(): void {
    this.four(-1);
  }

  text(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    const { bytes } = this;
    const from = this.at + 4;
    for (let n = 0; n < value.length; n += 1) {
      const code = value.charCodeAt(n);
      if (code >= BEYOND_ASCII) {
        this.wide(value);
        return;
      }
      bytes[from + n] = code;
    }
    this.four(value.length);
    this.at += value.length;
  }

  boolean(value: boolean): void {
    this.four(1);
    this.bytes[this.at] = value ? 1 : 0;
    this.at += 1;
  }

  /** Two bytes without their length: how many values follow. */
  short(value: number): void {
    this.view.setInt16(this.at, value);
    this.at += 2;
  }

  int(value: number): void {
    this.four(4);
    this.four(value);
  }

  /** Eight bytes of a counter. */
  long(value: number): void {
    this.four(8);
    this.four(Math.floor(value / HIGH));
    this.four(value % HIGH);
  }

  uuid(value: string | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.four(UUID_BYTES);
    const { bytes } = this;
    let { at } = this;
    for (let from = 0; from < value.length; from += 2) {
      if (value.charCodeAt(from) === DASH) from += 1;
      bytes[at] = nibble(value, from) * 16 + nibble(value, from + 1);
      at += 1;
    }
    this.at = at;
  }

  /** Writes once more what stands there. */
  again(from: number, to: number): void {
    this.bytes.copyWithin(this.at, from, to);
    this.at += to - from;
  }

  /** The last 31 bits. */
  get mark(): number {
    return this.view.getInt32(this.at - 4) & 0x7fff_ffff;
  }

  /** Microseconds since 2000. */
  instant(value: Date): void {
    const micros = (value.getTime() - YEAR_2000) * 1000;
    this.four(8);
    this.four(Math.floor(micros / HIGH));
    this.four(((micros % HIGH) + HIGH) % HIGH);
  }

  /** Whole francs. */
  francs(value: bigint | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.four(8);
    this.view.setBigInt64(this.at, value);
    this.at += 8;
  }

  /** Four bytes: a value's length, or a part of it. */
  private four(value: number): void {
    this.view.setInt32(this.at, value);
    this.at += 4;
  }

  private wide(value: string): void {
    const length = this.bytes.write(value, this.at + 4);
    this.four(length);
    this.at += length;
  }
}

const nibble = (text: string, at: number): number => NIBBLES[text.charCodeAt(at)] ?? 0;
