/** The values of one statement; `add` answers the placeholder of another. */
export class Values {
  readonly list: unknown[] = [];
  /**
   * The rows that are asked about are few: what they point to is looked up for each, and never collected from the whole
   * table beforehand, however cheap the planner believes that to be.
   */
  #each: boolean;
  #aliases = 0;

  constructor({ each = false }: { readonly each?: boolean } = {}) {
    this.#each = each;
  }

  get each(): boolean {
    return this.#each;
  }

  /** What is written meanwhile is collected once, and not looked up for each row. */
  collecting(write: () => string): string {
    return this.#written(write, false);
  }

  /** The other way round. */
  lookingUp(write: () => string): string {
    return this.#written(write, true);
  }

  #written(write: () => string, each: boolean): string {
    const before = this.#each;
    this.#each = each;
    const written = write();
    this.#each = before;
    return written;
  }

  /** A name for the rows of one more table. */
  alias(): string {
    this.#aliases += 1;
    return `r${this.#aliases}`;
  }

  add(value: unknown, type: string): string {
    const plain = value instanceof Date ? value.toISOString() : value;
    return `$${this.list.push(Array.isArray(plain) ? plain.map(String) : String(plain))}::${type}`;
  }
}
