import type { RecordJSON } from 'adminjs';
import React, { type FormEvent, useEffect, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { Refusal } from '../forms/fields.tsx';
import { useAct } from '../forms/use-act.ts';
import { recordPath } from '../kit/api.ts';
import { listUrl, type ResourceId, recordUrl, word, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { useLoaded } from '../kit/use-loaded.ts';
import { Who } from '../kit/values.tsx';
import { Finder } from './finder.tsx';
import { RadioChoice } from './radio-choice.tsx';

const say = words.membership;
const KINDS = ['MEMBER', 'TREASURER'] as const;

const nameOf = (record: RecordJSON | null, name: string) => String(record?.params[name] ?? '');

/** The record that the address names (`?tontine=…`), chosen once it is there. */
function useChosen(resource: ResourceId, name: string) {
  const [chosen, choose] = useState<RecordJSON | null>(null);
  const asked = useSearchParams()[0].get(name);
  const { data } = useLoaded<{ record: RecordJSON }>(
    asked ? recordPath(resource, asked, 'show') : null,
  );
  useEffect(() => {
    if (data?.record?.id) choose(data.record);
  }, [data]);
  return { chosen, choose };
}

/** Only a treasurer can be added as one; staff belong to no tontine. */
const kindsFor = (person: RecordJSON | null): readonly (typeof KINDS)[number][] =>
  nameOf(person, 'role') === 'TREASURER' ? KINDS : ['MEMBER'];

/** Puts a person into a tontine, as a member or as its treasurer. */
export function MembershipNew() {
  const tontine = useChosen('Tontine', 'tontine');
  const person = useChosen('User', 'user');
  const [kind, setKind] = useState<string>('MEMBER');
  const { act, sending, errors, setErrors, refusal, tell } = useAct(
    '/resources/Membership/actions/new',
  );
  const navigate = useNavigate();
  const kinds = kindsFor(person.chosen);
  const add = async (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(tontine.chosen ? {} : { tontineId: say.tontineNeeded }),
      ...(person.chosen ? {} : { userId: say.personNeeded }),
    };
    setErrors(found);
    if (!tontine.chosen || !person.chosen) return;
    const told = await act({ tontineId: tontine.chosen.id, userId: person.chosen.id, kind });
    if (!told) return;
    tell(told.notice);
    navigate(told.redirectUrl ?? recordUrl('Tontine', tontine.chosen.id));
  };
  return (
    <>
      <PageHead
        title={say.new.title}
        crumb={{ to: listUrl('Membership'), text: words.resources.Membership }}
      />
      <form className="card form" onSubmit={add} noValidate>
        <Refusal text={refusal} />
        <Finder
          resource="Tontine"
          label={say.tontine}
          hint={say.tontineHint}
          none={say.noTontine}
          chosen={tontine.chosen}
          choose={tontine.choose}
          draw={(record) => <span>{nameOf(record, 'name')}</span>}
          error={errors['tontineId']}
        />
        <Finder
          resource="User"
          label={say.person}
          hint={say.personHint}
          none={say.noPerson}
          filters={{ 'filters.disabled': 'no' }}
          mayChoose={(record) => ['MEMBER', 'TREASURER'].includes(nameOf(record, 'role'))}
          chosen={person.chosen}
          choose={(record) => {
            person.choose(record);
            setKind('MEMBER');
          }}
          draw={(record) => (
            <Who name={nameOf(record, 'fullName')} phone={record.params['phone']} />
          )}
          error={errors['userId']}
        />
        <RadioChoice
          legend={say.as}
          name="kind"
          options={kinds.map((value) => ({
            value,
            text: word('kind', value),
            means: say.means[value],
          }))}
          value={kind}
          change={setKind}
          error={errors['kind']}
        />
        <button type="submit" className="button button-main button-wide" disabled={sending}>
          {sending
            ? words.pay.sending
            : tontine.chosen && person.chosen
              ? say.add(nameOf(person.chosen, 'fullName'), nameOf(tontine.chosen, 'name'))
              : say.new.verb}
        </button>
      </form>
    </>
  );
}
