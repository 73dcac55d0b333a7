import type { DMMF } from '@prisma/client/runtime/library.js';
import type { Where } from '../filter-rules.ts';
import type { Values } from './values.ts';

type Field = DMMF.Field;
type Model = DMMF.Model;

const OPERATORS: Readonly<Record<string, string>> = {
  equals: '=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};

const columnsOf = (fields: readonly Field[]): readonly string[] =>
  fields.filter(({ kind }) => kind !== 'object').map(({ name }) => name);

const quoted = (name: string): string => `"${name}"`;

/** The type that a value of this column is read as: what is compared must not be guessed. */
function typeOf({ type, nativeType }: Field): string {
  if (nativeType?.[0] === 'Uuid') return 'uuid';
  if (type === 'DateTime') return 'timestamptz';
  if (type === 'Decimal') return 'numeric';
  if (type === 'Boolean') return 'boolean';
  if (type === 'Int') return 'integer';
  return type === 'BigInt' ? 'bigint' : 'text';
}

/** A column as SQL reads it, and what it is compared as. */
export interface ColumnSql {
  readonly sql: string;
  readonly type: string;
}

/**
 * Turns the where-fragments of filters and scopes into SQL, so that a list can say exactly how far it
 * reads; rows of a table stand under an alias of one's own.
 */
export class WhereSql {
  readonly #models: ReadonlyMap<string, Model>;
  readonly #fields: ReadonlyMap<string, ReadonlyMap<string, Field>>;
  readonly #shown: ReadonlyMap<string, readonly string[]>;

  /** `shown`: the models with the columns that may leave this house; conditions may be about the others too. */
  constructor(models: readonly Model[], shown: readonly Model[]) {
    this.#models = new Map(models.map((model) => [model.name, model]));
    this.#fields = new Map(
      models.map(({ name, fields }) => [name, new Map(fields.map((field) => [field.name, field]))]),
    );
    this.#shown = new Map(shown.map(({ name, fields }) => [name, columnsOf(fields)]));
  }

  /** The table of a model. */
  table(model: string): string {
    const { name, dbName } = this.#model(model);
    return quoted(dbName ?? name);
  }

  /** `createdAt` under `t` → `t."created_at"`, of type `timestamptz`. */
  column(model: string, alias: string, name: string): ColumnSql {
    const field = this.field(model, name);
    return { sql: `${alias}.${quoted(field.dbName ?? name)}`, type: typeOf(field) };
  }

  /** The names of a model's own columns, as far as they may be shown. */
  scalars(model: string): readonly string[] {
    return this.#shown.get(model) ?? [];
  }

  /** The alias's row joined with what a relation of it points to; `each`: looked up for one row after the other. */
  join(
    model: string,
    alias: string,
    relation: string,
    { as, each }: { as: string; each: boolean },
  ) {
    const field = this.field(model, relation);
    const kind = field.isRequired ? 'join' : 'left join';
    const [table, linked] = [
      `${this.table(field.type)} ${as}`,
      this.linked(model, alias, field, as),
    ];
    return {
      model: field.type,
      sql: each
        ? `${kind} lateral (select * from ${table} where ${linked} offset 0) ${as} on true`
        : `${kind} ${table} on ${linked}`,
    };
  }

  /** The condition that rows of `model` under `alias` meet. */
  condition(model: string, alias: string, where: Where, values: Values): string {
    const parts = Object.entries(where).flatMap(([name, value]) =>
      value === undefined ? [] : [this.#part(model, alias, name, value, values)],
    );
    return parts.length === 0
      ? 'true'
      : parts.length === 1
        ? `${parts[0]}`
        : `(${parts.join(' and ')})`;
  }

  #part(model: string, alias: string, name: string, value: unknown, values: Values): string {
    if (name === 'AND' || name === 'OR' || name === 'NOT') {
      const parts = (Array.isArray(value) ? value : [value]).map((one) =>
        this.condition(model, alias, one as Where, values),
      );
      if (name === 'OR') return `(${['false', ...parts].join(' or ')})`;
      const all = `(${['true', ...parts].join(' and ')})`;
      return name === 'NOT' ? `not ${all}` : all;
    }
    const field = this.field(model, name);
    return field.kind === 'object'
      ? this.#related(model, alias, field, value as Where | null, values)
      : this.#compared(this.column(model, alias, name), value, values);
  }

  #compared({ sql, type }: ColumnSql, value: unknown, values: Values): string {
    if (value === null) return `${sql} is null`;
    if (typeof value !== 'object' || value instanceof Date)
      return `${sql} = ${values.add(value, type)}`;
    const { mode, ...tests } = value as Readonly<Record<string, unknown>>;
    const parts = Object.entries(tests).map(([name, against]) => {
      if (name === 'not') return `not (${this.#compared({ sql, type }, against, values)})`;
      if (name === 'in') return `${sql} = any (${values.add(against, `${type}[]`)})`;
      if (name === 'contains')
        return `${sql} ${mode === 'insensitive' ? 'ilike' : 'like'} ${values.add(`%${String(against)}%`, 'text')}`;
      const operator = OPERATORS[name];
      if (!operator) throw new Error(`A list does not know how to ask ${name}.`);
      return `${sql} ${operator} ${values.add(against, type)}`;
    });
    return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
  }

  #related(
    model: string,
    alias: string,
    field: Field,
    value: Where | null,
    values: Values,
  ): string {
    const [own, theirs] = this.#ends(model, field);
    const isKnown = this.field(model, own).isRequired && this.field(field.type, theirs).isRequired;
    const exists = (where: Where | null, negated = false, isTrueOnly = false) => {
      const as = values.alias();
      const [key, pointing] = [
        this.column(field.type, as, theirs).sql,
        this.column(model, alias, own).sql,
      ];
      const met = where === null ? 'true' : this.condition(field.type, as, where, values);
      // The row that a key points to is there: what is asked of nothing but its key is asked of the pointer.
      const ofPointer = met.replaceAll(key, pointing);
      const isThere = field.isRequired && !field.isList;
      if (isThere && !negated && !ofPointer.includes(`${as}.`)) return ofPointer;
      const linked = `${key} = ${pointing}`;
      // Beside another condition ("or") a set is collected once, where EXISTS may be asked for each row.
      if (!values.each && !negated && (isKnown || isTrueOnly))
        return `${pointing} in (select ${key} from ${this.table(field.type)} ${as} where ${met})`;
      // With an offset it is no join and no hashed set, but asked for one row after the other.
      return `exists (select from ${this.table(field.type)} ${as} where ${linked} and ${negated ? `not (${met})` : met}${values.each ? ' offset 0' : ''})`;
    };
    if (value === null) return `not ${exists(null)}`;
    const { some, none, every, is, among, ...direct } = value as Readonly<
      Record<string, Where | null>
    >;
    const parts = [
      // "is true" keeps the set beside the rows: joined with them, it would cost them their order; and is false of nobody.
      among === undefined
        ? null
        : `(${values.collecting(() => exists(among, false, true))} is true)`,
      some === undefined ? null : exists(some),
      none === undefined ? null : `not ${exists(none)}`,
      every === undefined ? null : `not ${exists(every, true)}`,
      is === undefined ? null : is === null ? `not ${exists(null)}` : exists(is),
      Object.keys(direct).length === 0 ? null : exists(direct),
    ].filter((part) => part !== null);
    return parts.length === 0 ? 'true' : `(${parts.join(' and ')})`;
  }

  /** How a row under `alias` and one of the related model under `as` belong together. */
  linked(model: string, alias: string, field: Field, as: string): string {
    const [own, theirs] = this.#ends(model, field);
    return `${this.column(field.type, as, theirs).sql} = ${this.column(model, alias, own).sql}`;
  }

  #ends(model: string, field: Field): readonly [string, string] {
    const [from] = field.relationFromFields ?? [];
    const [to] = field.relationToFields ?? [];
    if (from && to) return [from, to];
    const back = this.#model(field.type).fields.find(
      ({ relationName, relationFromFields, type }) =>
        relationName === field.relationName && type === model && relationFromFields?.length,
    );
    const [theirs, own] = [back?.relationFromFields?.[0], back?.relationToFields?.[0]];
    if (!theirs || !own) throw new Error(`${model}.${field.name} leads nowhere.`);
    return [own, theirs];
  }

  #model(name: string): Model {
    const model = this.#models.get(name);
    if (!model) throw new Error(`The data model has no ${name}: run prisma generate.`);
    return model;
  }

  /** A field of a model. */
  field(model: string, name: string): Field {
    const field = this.#fields.get(model)?.get(name);
    if (!field) throw new Error(`${model} has no ${name}.`);
    return field;
  }
}
