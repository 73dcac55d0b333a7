import { Resource } from '@adminjs/prisma';
import type { PrismaClient } from '@prisma/client';
import type { DMMF } from '@prisma/client/runtime/library.js';
import { BaseRecord, type Filter } from 'adminjs';
import { forbidden } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { currentPerson } from './actor-store.ts';
import { type Asked, orderOf, type Sort, whereOf } from './asked.ts';
import type { Definition, Row } from './definition.ts';
import type { FilterContext, Where } from './filter-rules.ts';
import { refine, toParam } from './params.ts';
import { readPages } from './snapshot.ts';

const MOST_PER_PAGE = 500;
const FARTHEST_ROW = 100_000;
const MOST_IDS = 1_000;

interface Reader {
  findMany(args: object): Promise<Row[]>;
  findFirst(args: object): Promise<Row | null>;
  count(args: object): Promise<number>;
}

interface Paging {
  readonly limit?: number;
  readonly offset?: number;
  readonly sort?: Sort;
}

/** Whole and within bounds; anything unreadable becomes the fallback. */
function bounded(value: unknown, least: number, most: number, fallback: number): number {
  const number = Math.trunc(Number(value ?? fallback));
  return Number.isNaN(number) ? fallback : Math.min(Math.max(number, least), most);
}

/**
 * Reads one kind of record for the person who asks, never more than their scope. This is below
 * AdminJS: lists, searches, pages, references and hand-made requests all come through here.
 * It writes nothing: what is money moves through operations only.
 */
export class ScopedResource extends Resource {
  readonly #definition: Definition;
  readonly #context: () => FilterContext;
  readonly #client: PrismaClient;

  constructor(
    args: { model: DMMF.Model; client: PrismaClient; clientModule: object },
    definition: Definition,
    context: () => FilterContext,
  ) {
    super(args);
    this.#definition = definition;
    this.#context = context;
    this.#client = args.client;
  }

  get #reader(): Reader {
    return this.manager;
  }

  override property(path: string) {
    return Object.hasOwn(this.propertiesObject, path) ? super.property(path) : null;
  }

  override async count(filter: Filter): Promise<number> {
    return this.#reader.count({ where: this.#where(filter) });
  }

  override async find(filter: Filter, paging: Paging = {}): Promise<BaseRecord[]> {
    const records = await this.#read({
      where: this.#where(filter),
      orderBy: orderOf(this.#definition, paging.sort),
      take: bounded(paging.limit, 1, MOST_PER_PAGE, 20),
      skip: bounded(paging.offset, 0, FARTHEST_ROW, 0),
    });
    return this.#enriched(records);
  }

  override async findOne(id: string | number): Promise<BaseRecord | null> {
    const [record] = await this.#enriched(await this.findMany([id]));
    return record ?? null;
  }

  override async findMany(ids: (string | number)[]): Promise<BaseRecord[]> {
    const wanted = ids.filter(isUuid).slice(0, MOST_IDS);
    if (wanted.length === 0) return [];
    return this.#read({ where: this.#inScope({ id: { in: wanted } }) });
  }

  /** How many records a list has, counting no further than `most`. */
  async countUpTo({ filters }: Asked, most: number): Promise<number> {
    return this.#reader.count({ where: this.#allOf(filters), take: most });
  }

  /** All records of a list, in its order and as it shows them, `size` at a time, from one snapshot. */
  async eachPage(
    { filters, sort }: Asked,
    { size, use }: { size: number; use(records: readonly BaseRecord[]): Promise<void> },
  ): Promise<void> {
    const { id, include } = this.#definition;
    await readPages(this.#client, {
      model: id,
      size,
      where: this.#allOf(filters),
      orderBy: orderOf(this.#definition, sort),
      include,
      use: async (rows) => use(await this.#enriched(this.#records(rows))),
    });
  }

  override create(): Promise<never> {
    return this.#refuse();
  }

  override update(): Promise<never> {
    return this.#refuse();
  }

  override delete(): Promise<never> {
    return this.#refuse();
  }

  protected override prepareProperties() {
    const properties = super.prepareProperties();
    for (const property of Object.values(properties)) refine(property);
    return properties;
  }

  /** The columns, the ids behind relations under both names, and what the definition adds. */
  protected override prepareReturnValues(row: Row) {
    const values: Record<string, string | number | boolean | null> = {};
    for (const property of this.properties()) {
      const foreignKey = property.foreignColumnName();
      values[property.path()] = toParam(row[foreignKey ?? property.path()]);
      if (foreignKey) values[foreignKey] = toParam(row[foreignKey]);
    }
    return { ...values, ...this.#definition.extra?.(row) };
  }

  async #read(args: object): Promise<BaseRecord[]> {
    const { include } = this.#definition;
    return this.#records(await this.#reader.findMany(include ? { ...args, include } : args));
  }

  #records(rows: readonly Row[]): BaseRecord[] {
    return rows.map((row) => new BaseRecord(this.prepareReturnValues(row), this));
  }

  /** For lists and pages only: what other records point to is read without it. */
  async #enriched(records: BaseRecord[]): Promise<BaseRecord[]> {
    const { enrich } = this.#definition;
    if (!enrich || records.length === 0) return records;
    const more = await enrich(records.map(({ params }) => params));
    for (const record of records) record.storeParams(more.get(record.id()) ?? {});
    return records;
  }

  #inScope(where: Where): Where {
    return { AND: [this.#definition.scope(currentPerson()), where] };
  }

  #where(filter: Filter | undefined): Where {
    const asked = Object.values(filter?.filters ?? {});
    return this.#allOf(Object.fromEntries(asked.map(({ path, value }) => [path, value])));
  }

  #allOf(filters: Asked['filters']): Where {
    return this.#inScope(whereOf(this.#definition, filters, this.#context()));
  }

  async #refuse(): Promise<never> {
    throw forbidden('read_only', `${this.id()} cannot be changed through the panel's own forms.`);
  }
}
