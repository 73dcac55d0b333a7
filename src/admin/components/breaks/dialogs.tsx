import React from 'react';
import { BulkDialog } from './bulk-dialog.tsx';
import { DecideDialog } from './decide-dialog.tsx';
import { KeysHelp } from './keys-help.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import type { ManyAnswer } from './use-bulk.ts';
import type { Opened, useWorkbench } from './use-workbench.ts';

interface DialogsProps {
  readonly opened: Opened | null;
  readonly bench: ReturnType<typeof useWorkbench>;
  manyDone(answer: ManyAnswer): void;
}

/** Whatever is open over the page. */
export function Dialogs({ opened, bench, manyDone }: DialogsProps) {
  const told = bench.story.data;
  switch (opened?.kind) {
    case 'resolve':
      return (
        <ResolveDialog
          row={opened.row}
          told={told?.row.id === opened.row.id ? told.told : null}
          plan={opened.plan}
          close={bench.close}
          done={(answer) => bench.resolved(opened.row, opened.plan, answer)}
        />
      );
    case 'decide':
      return (
        <DecideDialog
          row={opened.row}
          resolution={opened.resolution}
          decision={opened.decision}
          close={bench.close}
          done={(outcome) => bench.decided(opened.row, opened.resolution, outcome)}
        />
      );
    case 'bulk':
      return (
        <BulkDialog
          chosen={opened.chosen}
          rows={bench.queue.rows}
          decision={opened.decision}
          close={bench.close}
          done={manyDone}
        />
      );
    case 'help':
      return <KeysHelp close={bench.close} />;
    default:
      return null;
  }
}
