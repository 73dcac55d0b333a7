import React, { useState } from 'react';
import { words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Failed, Skeleton } from '../kit/states.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import type { SettingsAnswer, SettingsData } from './answers.ts';
import { SettingsForm } from './settings-form.tsx';
import { SettingsRead } from './settings-read.tsx';

/** The rules that can change while the house runs: finance reads them, administrators change them. */
export function SettingsPage() {
  const { data, failure, reload } = useLoaded<SettingsAnswer>('/pages/settings');
  const [saved, setSaved] = useState<SettingsData | null>(null);
  const settings = saved ?? data?.settings;
  return (
    <>
      <PageHead title={words.settings.title} />
      {failure ? <Failed failure={failure} retry={reload} /> : null}
      {!data && !failure ? <Skeleton rows={8} /> : null}
      {data && settings && data.mayChange ? (
        <SettingsForm key={JSON.stringify(settings)} settings={settings} saved={setSaved} />
      ) : null}
      {data && settings && !data.mayChange ? <SettingsRead settings={settings} /> : null}
    </>
  );
}
