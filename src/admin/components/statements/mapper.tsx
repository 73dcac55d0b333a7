import React, { useState } from 'react';
import { words } from '../kit/page-data.ts';
import type { Inspected, Mapping } from './answers.ts';
import { AmountColumns, MapperColumns } from './mapper-columns.tsx';
import { MapperRules } from './mapper-rules.tsx';
import { hasTwoAmounts } from './mapping.ts';

interface MapperProps {
  readonly inspected: Inspected;
  readonly mapping: Mapping;
  change(mapping: Mapping): void;
}

/** For a file that we do not know: what each column holds, and how the file writes it. */
export function Mapper({ inspected, mapping, change }: MapperProps) {
  const [twoAmounts, setTwoAmounts] = useState(hasTwoAmounts(mapping));
  return (
    <section className="card mapper">
      <h2>{words.statements.mapper.title}</h2>
      <div className="mapper-fields">
        <AmountColumns
          mapping={mapping}
          twoAmounts={twoAmounts}
          choose={(two, next) => {
            setTwoAmounts(two);
            change(next);
          }}
        />
      </div>
      <MapperColumns
        inspected={inspected}
        mapping={mapping}
        twoAmounts={twoAmounts}
        change={change}
      />
      <MapperRules mapping={mapping} change={change} />
    </section>
  );
}
