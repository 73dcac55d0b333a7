import type { BaseProperty, PropertyType } from 'adminjs';

interface ColumnLike {
  readonly type: string;
  readonly kind: string;
}

/** How AdminJS should treat a column: amounts and JSON are texts, ids are uuids of any version. */
function typeOf(column: ColumnLike, isId: boolean): PropertyType {
  if (column.kind === 'object') return 'reference';
  if (isId) return 'uuid';
  if (column.type === 'Boolean') return 'boolean';
  if (column.type === 'DateTime') return 'datetime';
  return column.type === 'Int' ? 'number' : 'string';
}

/** Makes the adapter's property say the right type, and keeps it off every edit form. */
export function refine<P extends BaseProperty & { column: ColumnLike }>(property: P): P {
  const type = typeOf(property.column, property.isId());
  return Object.assign(property, { type: () => type, isEditable: () => false });
}

const isDecimal = (value: object): value is { toFixed(): string } =>
  'toFixed' in value && typeof value.toFixed === 'function';

/** A database value as the browser gets it: exact, and never a number that a float could bend. */
export function toParam(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return isDecimal(value) ? value.toFixed() : JSON.stringify(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return String(value);
}
