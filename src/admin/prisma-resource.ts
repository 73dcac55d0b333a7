import { Resource } from '@adminjs/prisma';
import type { PrismaClient } from '@prisma/client';
import type { DMMF } from '@prisma/client/runtime/library.js';
import { BaseRecord, type Filter } from 'adminjs';
import { forbidden } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { currentPerson } from './actor-store.ts';
import { type Asked, directionOf, orderOf, whereOf } from './asked.ts';
import type { Definition, Row } from './definition.ts';
import type { FilterContext, Where } from './filter-rules.ts';
import { orderSql } from './lists/keys.ts';
import { type PageAsked, type PageMeta, readPageIds } from './lists/page.ts';
import { countRows, type Run } from './lists/read-page.ts';
import { type ListParts, pageReading, wholeReading } from './lists/readings.ts';
import { RowsSql } from './lists/rows-sql.ts';
import type { WhereSql } from './lists/where-sql.ts';
import { refine, toParam } from './params.ts';
import { readSnapshot } from './snapshot.ts';

const MOST_IDS = 1_000;

interface Reader {
  findMany(args: object): Promise<Row[]>;
}

interface Parts {
  readonly model: DMMF.Model;
  readonly client: PrismaClient;
  readonly clientModule: object;
  readonly sql: WhereSql;
}

/** The rows of a page, and what is said beside them. */
export interface ListPage {
  /** Each with the row that it was made of: what it points to is there. */
  readonly records: readonly { readonly record: BaseRecord; readonly row: Row }[];
  readonly meta: PageMeta;
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
  readonly #sql: WhereSql;

  constructor({ sql, ...args }: Parts, definition: Definition, context: () => FilterContext) {
    super(args);
    this.#definition = definition;
    this.#context = context;
    this.#client = args.client;
    this.#sql = sql;
  }

  get #reader(): Reader {
    return this.manager;
  }

  override property(path: string) {
    return Object.hasOwn(this.propertiesObject, path) ? super.property(path) : null;
  }

  /** AdminJS's own lists are replaced by ours (`page`). */
  override count(): Promise<never> {
    return this.#refuse();
  }

  override find(_filter: Filter): Promise<never> {
    return this.#refuse();
  }

  override async findOne(id: string | number): Promise<BaseRecord | null> {
    const [record] = await this.#enriched(await this.findMany([id]));
    return record ?? null;
  }

  override async findMany(ids: (string | number)[]): Promise<BaseRecord[]> {
    const wanted = ids.filter(isUuid).slice(0, MOST_IDS);
    if (wanted.length === 0) return [];
    return this.#read(this.#inScope({ id: { in: wanted } }));
  }

  /** One page of a list. @throws InvalidInput for what the list does not offer */
  async page(asked: Asked, at: PageAsked, relations: Where = {}): Promise<ListPage> {
    const reading = await pageReading(this.#list(this.#client), asked);
    const sortBy = asked.sort.sortBy ?? this.#definition.defaultSort;
    const found = await readPageIds({
      ...at,
      reading,
      sortBy,
      direction: directionOf(asked.sort),
      isWhole: Object.keys(asked.filters).length === 0 && !this.#isScoped(),
    });
    const [records, meta] = await Promise.all([this.#listed(found.ids, relations), found.meta()]);
    return { records, meta };
  }

  /** What the values of a page's place are, or null where the list has no such sort. */
  placeTypes(sortBy: string, direction: 'asc' | 'desc'): readonly string[] | null {
    if (!Object.hasOwn(this.#definition.sorts, sortBy)) return null;
    const sort = orderOf(this.#definition, { sortBy, direction });
    return orderSql(this.#sql, this.#definition.id, sort).types;
  }

  /** How many records a list has, counting no further than `most`. */
  async countUpTo(asked: Asked, most: number): Promise<number> {
    return (await countRows(wholeReading(this.#list(this.#client), asked), most)).total;
  }

  /** All records of a list, in its order and as it shows them, `size` at a time, from one snapshot. */
  async eachPage(
    asked: Asked,
    { size, use }: { size: number; use(records: readonly BaseRecord[]): Promise<void> },
  ): Promise<void> {
    const { id, include } = this.#definition;
    await readSnapshot(this.#client, {
      model: id,
      size,
      reading: (client) => wholeReading(this.#list(client), asked),
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

  async #read(where: Where): Promise<BaseRecord[]> {
    const { include } = this.#definition;
    return this.#records(await this.#reader.findMany({ where, ...(include ? { include } : {}) }));
  }

  /** How a row that points here shows it: these columns, where the person may see it at all. */
  pointedTo(names: readonly string[]): Where {
    const known = names.filter((name) => Object.hasOwn(this.propertiesObject, name));
    return {
      select: Object.fromEntries(['id', ...known].map((name) => [name, true])),
      where: this.#scope(),
    };
  }

  /** These rows of a list, in this order. */
  async #listed(ids: readonly string[], relations: Where): Promise<ListPage['records']> {
    if (ids.length === 0) return [];
    const { id, include = {} } = this.#definition;
    const shape = { include: { ...include, ...relations } };
    const rows = new RowsSql(this.#sql);
    const asked = rows.byIds(id, ids, this.#scope(), shape);
    const found = await this.#run(this.#client)(asked.sql, asked.values);
    const revived = found.map(({ c0 }) => rows.revive(id, c0 as unknown as Row, shape));
    const records = await this.#enriched(this.#records(revived));
    return records.map((record, nth) => ({ record, row: revived[nth] ?? {} }));
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

  #scope(): Where {
    return this.#definition.scope(currentPerson());
  }

  #isScoped(): boolean {
    return Object.keys(this.#scope()).length > 0;
  }

  #inScope(where: Where): Where {
    return { AND: [this.#scope(), where] };
  }

  #allOf(filters: Asked['filters']): Where {
    return this.#inScope(whereOf(this.#definition, filters, this.#context()));
  }

  #list(client: Pick<PrismaClient, '$queryRawUnsafe'>): ListParts {
    return {
      definition: this.#definition,
      sql: this.#sql,
      run: this.#run(client),
      isScoped: this.#isScoped(),
      whereOf: (filters) => this.#allOf(filters),
    };
  }

  #run(client: Pick<PrismaClient, '$queryRawUnsafe'>): Run {
    return (sql, values) => client.$queryRawUnsafe(sql, ...values);
  }

  async #refuse(): Promise<never> {
    throw forbidden('read_only', `${this.id()} cannot be changed through the panel's own forms.`);
  }
}
