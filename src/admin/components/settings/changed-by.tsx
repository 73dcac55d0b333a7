import React from 'react';
import { words } from '../kit/page-data.ts';
import { When } from '../kit/values.tsx';
import type { SettingsData } from './answers.ts';

/** Who changed a setting last, and when. */
export function ChangedBy({ changed }: { changed: SettingsData['changed'][string] | undefined }) {
  if (!changed) return <p className="muted">{words.settings.unchanged}</p>;
  return (
    <p className="muted">
      {words.settings.changedBy(changed.by)} <When value={changed.at} />
    </p>
  );
}
