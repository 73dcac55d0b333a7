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
import { type PageAsked, type PageMeta, readPage } from './lists/page.ts';
import { countRows, type Run } from './lists/read-page.ts';
import { type ListParts, pageReading, wholeReading } from './lists/readings.ts';
import { RowsSql } from './lists/rows-sql.ts';
import { type Params, paramsOfRows } from './lists/shown.ts';
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
  readonly run: Run;
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
  readonly #run: Run;
  /** Of a whole record, and of a list's row. */
  readonly #params: Params;
  readonly #paramsOfRows: Params;

  constructor({ sql, run, ...args }: Parts, definition: Definition, context: () => FilterContext) {
    super(args);
    this.#definition = definition;
    this.#context = context;
    this.#client = args.client;
    this.#sql = sql;
    this.#run = run;
    this.#params = this.properties().flatMap((property) => {
      const [name, foreignKey] = [property.path(), property.foreignColumnName()];
      return foreignKey
        ? [
            [name, foreignKey],
            [foreignKey, foreignKey],
          ]
        : [[name, name]];
    });
    this.#paramsOfRows = paramsOfRows(definition, this.#params);
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
    const { id, include = {}, defaultSort } = this.#definition;
    const columns = this.#paramsOfRows.map(([, column]) => column);
    const shape = { columns, include: { ...include, ...relations } };
    const read = new RowsSql(this.#sql);
    const reading = await pageReading(this.#list(this.#run), asked);
    const { rows, meta } = await readPage({
      ...at,
      reading: {
        ...reading,
        whole: (rowId, values) => read.byId(id, rowId, shape, values),
      },
      sortBy: asked.sort.sortBy ?? defaultSort,
      direction: directionOf(asked.sort),
      isWhole: Object.keys(asked.filters).length === 0 && !this.#isScoped(),
    });
    const revived = rows.map((row) => read.revive(id, row, shape));
    const records = await this.#enriched(this.#records(revived, this.#paramsOfRows));
    return {
      records: records.map((record, nth) => ({ record, row: revived[nth] ?? {} })),
      meta,
    };
  }

  /** What the values of a page's place are, or null where the list has no such sort. */
  placeTypes(sortBy: string, direction: 'asc' | 'desc'): readonly string[] | null {
    if (!Object.hasOwn(this.#definition.sorts, sortBy)) return null;
    const sort = orderOf(this.#definition, { sortBy, direction });
    return orderSql(this.#sql, this.#definition.id, sort).types;
  }

  /** How many records a list has, counting no further than `most`. */
  async countUpTo(asked: Asked, most: number): Promise<number> {
    return (await countRows(wholeReading(this.#list(this.#run), asked), most)).total;
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
      reading: (snapshot) =>
        wholeReading(
          this.#list((sql, values) => snapshot.$queryRawUnsafe(sql, ...values)),
          asked,
        ),
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
  protected override prepareReturnValues(row: Row, params = this.#params) {
    const values: Record<string, string | number | boolean | null> = {};
    for (const [name, column] of params) values[name] = toParam(row[column]);
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

  #records(rows: readonly Row[], params?: Params): BaseRecord[] {
    return rows.map((row) => new BaseRecord(this.prepareReturnValues(row, params), this));
  }

  /** For lists and pages only: what other records point to is read without it. */
  async #enriched(records: BaseRecord[]): Promise<BaseRecord[]> {
    const { enrich } = this.#definition;
    if (!enrich || records.length === 0) return records;
    const more = await enrich(records.map(({ params }) => params));
    for (const record of records) {
      const found = more.get(String(record.params['id']));
      // Each is a plain value: AdminJS's own way would look for nested ones among all parameters.
      if (found) record.params = { ...record.params, ...found };
    }
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

  #filters(filters: Asked['filters']): Where {
    return whereOf(this.#definition, filters, this.#context());
  }

  #list(run: Run): ListParts {
    return {
      definition: this.#definition,
      sql: this.#sql,
      run,
      scope: this.#scope(),
      filtersOf: (filters) => this.#filters(filters),
      whereOf: (filters) => this.#inScope(this.#filters(filters)),
    };
  }

  async #refuse(): Promise<never> {
    throw forbidden('read_only', `${this.id()} cannot be changed through the panel's own forms.`);
  }
}
