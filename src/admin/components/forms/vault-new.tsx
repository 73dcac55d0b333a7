import type { RecordJSON } from 'adminjs';
import React, { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { today } from '../kit/format.ts';
import { listUrl, words } from '../kit/page-data.ts';
import { PageHead } from '../kit/page-head.tsx';
import { Refusal, TextField } from './fields.tsx';
import { MemberSearch } from './member-search.tsx';
import { useAct } from './use-act.ts';

/** Opens a vault: for whom, under which name, and locked until when. */
export function VaultNew() {
  const [member, setMember] = useState<RecordJSON | null>(null);
  const [name, setName] = useState('');
  const [lockedUntil, setLockedUntil] = useState('');
  const navigate = useNavigate();
  const { act, sending, errors, setErrors, refusal, tell } = useAct('/resources/Vault/actions/new');

  const create = async (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(member ? {} : { ownerId: words.vault.memberNeeded }),
      ...(name.trim() ? {} : { name: words.vault.nameNeeded }),
    };
    setErrors(found);
    if (!member || Object.keys(found).length > 0) return;
    const answer = await act({ ownerId: member.id, name, lockedUntil });
    if (!answer) return;
    tell(answer.notice);
    navigate(answer.redirectUrl ?? listUrl('Vault'));
  };
  return (
    <>
      <PageHead
        title={words.vault.new}
        crumb={{ to: listUrl('Vault'), text: words.resources.Vault }}
      />
      <form className="card form" onSubmit={create} noValidate>
        <Refusal text={refusal} />
        <MemberSearch chosen={member} choose={setMember} error={errors['ownerId']} />
        <TextField
          label={words.vault.name}
          name="name"
          max={80}
          value={name}
          change={setName}
          error={errors['name']}
        />
        <TextField
          label={words.vault.lockDate}
          name="lockedUntil"
          type="date"
          min={today()}
          value={lockedUntil}
          change={setLockedUntil}
          error={errors['lockedUntil']}
          hint={words.vault.lockDateHint}
        />
        <button type="submit" className="button button-main button-wide" disabled={sending}>
          {sending ? words.pay.sending : words.vault.create}
        </button>
      </form>
    </>
  );
}
