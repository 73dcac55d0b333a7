import React from 'react';
import { words } from '../kit/page-data.ts';
import type { ColumnName, Inspected, Mapping } from './answers.ts';
import { Choice } from './choice.tsx';
import { askedColumns, isNeeded, withAmounts, withColumn } from './mapping.ts';

const say = words.statements.mapper;

interface ColumnsProps {
  readonly inspected: Inspected;
  readonly mapping: Mapping;
  readonly twoAmounts: boolean;
  change(mapping: Mapping): void;
}

/** What the file's own first rows hold in this column, so that nobody chooses blindly. */
function sampleOf({ sample }: Inspected, index: number | undefined): string | undefined {
  if (index === undefined) return undefined;
  const value = sample.map((row) => row[index] ?? '').find((cell) => cell.trim() !== '');
  return value ? say.sample(value.slice(0, 60)) : undefined;
}

/** Which column of the file holds what. */
export function MapperColumns({ inspected, mapping, twoAmounts, change }: ColumnsProps) {
  const options = [
    ['', say.none] as const,
    ...inspected.header.map(
      (name, index) => [String(index), say.column(index + 1, name.trim())] as const,
    ),
  ];
  const label = (name: ColumnName) =>
    isNeeded(name) ? `${say.columns[name]} (${say.needed})` : say.columns[name];
  return (
    <div className="mapper-fields">
      {askedColumns(twoAmounts).map((name) => (
        <Choice
          key={name}
          label={label(name)}
          name={`column-${name}`}
          value={String(mapping.columns[name] ?? '')}
          options={options}
          hint={sampleOf(inspected, mapping.columns[name])}
          change={(value) => change(withColumn(mapping, name, value === '' ? null : Number(value)))}
        />
      ))}
    </div>
  );
}

/** Whether the amount is in one column or in two. */
export const AmountColumns = ({
  mapping,
  twoAmounts,
  choose,
}: {
  mapping: Mapping;
  twoAmounts: boolean;
  choose(twoAmounts: boolean, mapping: Mapping): void;
}) => (
  <Choice
    label={say.amounts}
    name="amounts"
    value={twoAmounts ? 'two' : 'one'}
    options={[
      ['one', say.oneColumn],
      ['two', say.twoColumns],
    ]}
    change={(value) => choose(value === 'two', withAmounts(mapping, value === 'two'))}
  />
);
