import React from 'react';
import { Field, TextField } from '../forms/fields.tsx';
import type { FieldErrors } from '../forms/use-act.ts';
import { fieldName, word, words } from '../kit/page-data.ts';
import { RadioChoice } from './radio-choice.tsx';

const say = words.person;
const ROLES = ['MEMBER', 'TREASURER', 'FINANCE', 'ADMIN'] as const;
const LANGUAGES = ['fr', 'en'] as const;

export interface TypedPerson {
  readonly username: string;
  readonly fullName: string;
  readonly phone: string;
  readonly email: string;
  readonly role: string;
  readonly locale: string;
}

interface FieldsProps {
  readonly typed: TypedPerson;
  readonly errors: FieldErrors;
  /** A person who exists already keeps their username. */
  readonly isNew: boolean;
  /** Nobody changes their own role. */
  readonly isSelf: boolean;
  readonly phoneNote?: string | undefined;
  change(name: keyof TypedPerson): (value: string) => void;
}

/** What can be told without asking the server; the operation checks everything again. */
export function mistakesIn(typed: TypedPerson, isNew: boolean): FieldErrors {
  return {
    ...(typed.fullName.trim() === '' ? { fullName: say.nameNeeded } : {}),
    ...(isNew && typed.username.trim() === '' ? { username: say.usernameNeeded } : {}),
  };
}

/** A person's name, how they are reached, their language and what they may do. */
export function PersonFields({ typed, errors, isNew, isSelf, phoneNote, change }: FieldsProps) {
  return (
    <>
      <TextField
        label={fieldName('fullName')}
        name="fullName"
        max={120}
        value={typed.fullName}
        change={change('fullName')}
        error={errors['fullName']}
      />
      {isNew ? (
        <TextField
          label={fieldName('username')}
          name="username"
          max={32}
          hint={say.usernameHint}
          value={typed.username}
          change={change('username')}
          error={errors['username']}
        />
      ) : null}
      <TextField
        label={say.phoneLabel}
        name="phone"
        type="tel"
        hint={say.phoneHint}
        value={typed.phone}
        change={change('phone')}
        error={errors['phone']}
      />
      {phoneNote ? (
        <p className="notice notice-info" role="status">
          {phoneNote}
        </p>
      ) : null}
      <TextField
        label={say.emailLabel}
        name="email"
        max={254}
        value={typed.email}
        change={change('email')}
        error={errors['email']}
      />
      <Field label={fieldName('locale')} error={errors['locale']}>
        {(control) => (
          <select
            {...control}
            name="locale"
            value={typed.locale}
            onChange={({ target }) => change('locale')(target.value)}
          >
            {LANGUAGES.map((language) => (
              <option key={language} value={language}>
                {word('locale', language)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isSelf ? (
        <p className="muted">{say.ownRole}</p>
      ) : (
        <RadioChoice
          legend={fieldName('role')}
          name="role"
          options={ROLES.map((role) => ({
            value: role,
            text: word('role', role),
            means: say.roleMeans[role],
          }))}
          value={typed.role}
          change={change('role')}
          error={errors['role']}
        />
      )}
    </>
  );
}
