import React, { useState } from 'react';
import { TextField } from '../forms/fields.tsx';
import { locale, words } from '../kit/page-data.ts';
import type { Mapping } from './answers.ts';
import { Choice } from './choice.tsx';
import { listed } from './mapping.ts';

const say = words.statements.mapper;
/** Words are asked for where a column holds some. */
const VALUES = {
  type: ['payment', 'payout'],
  status: ['completed', 'failed'],
} as const;
type ValueName = (typeof VALUES)[keyof typeof VALUES][number];

interface RulesProps {
  readonly mapping: Mapping;
  change(mapping: Mapping): void;
}

const countries = new Intl.DisplayNames(locale, { type: 'region' });

/** Where mobile money in francs is paid: West Africa, then Central Africa. */
const COUNTRIES = 'BF CI SN BJ TG ML NE GW CM GA CG TD CF GQ'
  .split(' ')
  .map((code) => [code, countries.of(code) ?? code] as const);

const pairs = (texts: Readonly<Record<string, string>>) => Object.entries(texts);

/** The words by which a file says what a row is; kept as typed while somebody types. */
function ValueField({ name, mapping, change }: RulesProps & { readonly name: ValueName }) {
  const [text, setText] = useState(mapping.values[name].join(', '));
  return (
    <TextField
      label={say[name]}
      name={`values-${name}`}
      value={text}
      change={(value) => {
        setText(value);
        change({ ...mapping, values: { ...mapping.values, [name]: listed(value) } });
      }}
    />
  );
}

/** How the file writes dates, amounts, phones and states. */
export function MapperRules({ mapping, change }: RulesProps) {
  const { type, status } = mapping.columns;
  const values: readonly ValueName[] = [
    ...(type === undefined ? [] : VALUES.type),
    ...(status === undefined ? [] : VALUES.status),
  ];
  const set = (part: Partial<Mapping>) => change({ ...mapping, ...part });
  return (
    <>
      <div className="mapper-fields">
        <Choice
          label={say.amountIs}
          name="amountIs"
          value={mapping.amountIs}
          options={[
            ['gross', say.gross],
            ['net', say.net],
          ]}
          change={(value) => set({ amountIs: value === 'net' ? 'net' : 'gross' })}
        />
        <Choice
          label={say.dateFormat}
          name="dateFormat"
          value={mapping.dateFormat}
          options={pairs(say.dateFormats)}
          change={(dateFormat) => set({ dateFormat })}
        />
        <Choice
          label={say.country}
          name="country"
          value={mapping.country}
          options={COUNTRIES}
          change={(country) => set({ country })}
        />
        <Choice
          label={say.currency}
          name="currency"
          value={mapping.currency}
          options={[
            ['XOF', 'XOF'],
            ['XAF', 'XAF'],
          ]}
          change={(currency) => set({ currency })}
        />
      </div>
      {values.length > 0 ? (
        <fieldset className="mapper-values">
          <legend>{say.values}</legend>
          <p className="hint">{say.valuesHint}</p>
          <div className="mapper-fields">
            {values.map((name) => (
              <ValueField key={name} name={name} mapping={mapping} change={change} />
            ))}
          </div>
        </fieldset>
      ) : null}
    </>
  );
}
