import type { Row } from '../definition.ts';
import type { Where } from '../filter-rules.ts';
import type { Values } from './values.ts';
import type { WhereSql } from './where-sql.ts';

/** What is read of a relation, as Prisma's `include` says it. */
interface Included {
  readonly select?: Readonly<Record<string, unknown>>;
  readonly orderBy?: Readonly<Record<string, string>>;
  readonly take?: number;
  /** Only rows that meet this. */
  readonly where?: Where;
}

export interface Shape {
  /** The columns; all of them where none are named. */
  readonly columns?: readonly string[];
  readonly include: Readonly<Record<string, unknown>>;
}

const included = (how: unknown): Included => (how === true ? {} : (how as Included));

/** A value that AdminJS's adapter takes for Prisma's exact number. */
const exact = (text: string) => ({ toFixed: () => text });

/** Reads rows of a list whole, relations and all, by one statement: each query of Prisma's costs more than that. */
export class RowsSql {
  readonly #sql: WhereSql;

  constructor(sql: WhereSql) {
    this.#sql = sql;
  }

  /** The row with this id, as JSON: one of few, so that what it points to is looked up. */
  byId(model: string, id: string, shape: Shape, values: Values): string {
    const object = values.lookingUp(() => this.#object(model, 't', shape, values));
    return `(select ${object} from ${this.#sql.table(model)} t where t.id = ${id})`;
  }

  /** JSON as Prisma would have answered it: instants and exact numbers are their own kinds again. */
  revive(model: string, json: Row, { include }: Shape): Row {
    const row: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(json))
      row[name] = this.#revived(model, name, value, include);
    return row;
  }

  #revived(model: string, name: string, value: unknown, include: Shape['include']): unknown {
    if (value === null || name === '_count') return value;
    const field = this.#sql.field(model, name);
    if (field.kind !== 'object') return this.#value(field.type, value);
    const { select = {} } = included(include[name]);
    const one = (part: unknown) => this.revive(field.type, part as Row, { include: select });
    return Array.isArray(value) ? value.map(one) : one(value);
  }

  #value(type: string, value: unknown): unknown {
    if (type === 'DateTime') return new Date(String(value));
    return type === 'Decimal' || type === 'BigInt' ? exact(String(value)) : value;
  }

  #object(model: string, alias: string, { columns, include }: Shape, values: Values): string {
    const scalars = this.#sql.scalars(model).filter((name) => !columns || columns.includes(name));
    const parts = [
      ...scalars.map((name) => {
        const { sql, type } = this.#sql.column(model, alias, name);
        return `'${name}', ${type === 'numeric' || type === 'bigint' ? `${sql}::text` : sql}`;
      }),
      ...Object.entries(include).map(
        ([name, how]) => `'${name}', ${this.#related(model, alias, name, how, values)}`,
      ),
    ];
    return `json_build_object(${parts.join(', ')})`;
  }

  #related(model: string, alias: string, name: string, how: unknown, values: Values): string {
    if (name === '_count') return this.#counts(model, alias, included(how), values);
    const field = this.#sql.field(model, name);
    const { select, orderBy = {}, take, where = {} } = included(how);
    const as = values.alias();
    const named = Object.entries(select ?? {});
    const isColumn = (one: string) => this.#sql.field(field.type, one).kind !== 'object';
    const shape: Shape = {
      ...(select ? { columns: named.map(([one]) => one).filter(isColumn) } : {}),
      include: Object.fromEntries(named.filter(([one]) => !isColumn(one))),
    };
    const order = Object.entries(orderBy).map(
      ([column, direction]) => `${this.#sql.column(field.type, as, column).sql} ${direction}`,
    );
    const rows = `select ${this.#object(field.type, as, shape, values)} as j from ${this.#sql.table(field.type)} ${as}
      where ${this.#sql.linked(model, alias, field, as)} and ${this.#sql.condition(field.type, as, where, values)}
      ${order.length > 0 ? `order by ${order.join(', ')}` : ''} ${take ? `limit ${take}` : ''}`;
    return field.isList ? `coalesce((select json_agg(x.j) from (${rows}) x), '[]')` : `(${rows})`;
  }

  #counts(model: string, alias: string, { select = {} }: Included, values: Values): string {
    const parts = Object.keys(select).map((name) => {
      const field = this.#sql.field(model, name);
      const as = values.alias();
      return `'${name}', (select count(*) from ${this.#sql.table(field.type)} ${as} where ${this.#sql.linked(model, alias, field, as)})`;
    });
    return `json_build_object(${parts.join(', ')})`;
  }
}
