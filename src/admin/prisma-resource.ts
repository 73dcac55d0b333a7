import { Resource } from '@adminjs/prisma';
import type { PrismaClient } from '@prisma/client';
import type { DMMF } from '@prisma/client/runtime/library.js';
import { BaseRecord, type Filter } from 'adminjs';
import { forbidden, invalid } from '../kernel/errors.ts';
import { isUuid } from '../kernel/ids.ts';
import { currentPerson } from './actor-store.ts';
import type { Definition, Direction, Row } from './definition.ts';
import { type FilterContext, unreadable, type Where } from './filter-rules.ts';
import { refine, toParam } from './params.ts';

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
  readonly sort?: { readonly sortBy?: string; readonly direction?: Direction };
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

  constructor(
    args: { model: DMMF.Model; client: PrismaClient; clientModule: object },
    definition: Definition,
    context: () => FilterContext,
  ) {
    super(args);
    this.#definition = definition;
    this.#context = context;
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
      orderBy: this.#order(paging.sort),
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
    const rows = await this.#reader.findMany(include ? { ...args, include } : args);
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
    const parts = asked.map(({ path, value }) => {
      const rules = this.#definition.filters;
      const rule = Object.hasOwn(rules, path) ? rules[path] : undefined;
      if (!rule) throw unreadable(path);
      return rule(value, this.#context());
    });
    return this.#inScope({ AND: parts });
  }

  #order(sort: Paging['sort']): readonly Where[] {
    const name = sort?.sortBy ?? this.#definition.defaultSort;
    const { sorts } = this.#definition;
    const order = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
    if (!order)
      throw invalid('sortBy', 'sort_invalid', `The list cannot be sorted by ${name}.`, {
        sort: name,
      });
    return order(sort?.direction === 'asc' ? 'asc' : 'desc');
  }

  async #refuse(): Promise<never> {
    throw forbidden('read_only', `${this.id()} cannot be changed through the panel's own forms.`);
  }
}
