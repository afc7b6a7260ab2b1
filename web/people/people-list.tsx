import { useState } from 'react';
import { type Role, roles } from '../../wire/access.ts';
import type { PersonOnWire } from '../../wire/api/people.ts';
import { usePages } from '../api/use-pages.ts';
import { Select, TextField } from '../design/field.tsx';
import { Icon } from '../design/icons.tsx';
import { Paged } from '../design/paged.tsx';
import { Badge, EmptyState } from '../design/status.tsx';
import { useSettled } from '../design/use-settled.ts';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayFrom } from '../i18n/say-times.ts';
import { useMe } from '../settings/use-settings.ts';
import { PersonSheet } from './person-sheet.tsx';
import { usePeopleWords } from './words.ts';

/** Everybody, to search and to open. */
export function PeopleList({ admin }: { admin: boolean }) {
  const t = usePeopleWords();
  const [search, setSearch] = useState('');
  const [role, setRole] = useState<Role | ''>('');
  const [open, setOpen] = useState<PersonOnWire>();
  const settled = useSettled(search.trim());
  const list = usePages('GET /v1/people', { search: settled, role, limit: 30 });
  // What was changed on the sheet is seen on it.
  const shown = list.entries?.find(({ id }) => id === open?.id) ?? open;
  return (
    <>
      <div className="mb-6 grid gap-4 sm:grid-cols-[2fr_1fr]">
        <TextField
          label={t(admin ? 'search' : 'searchName')}
          type="search"
          maxLength={100}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Select
          label={t('role')}
          value={role}
          onChange={(next) => setRole(next)}
          options={[
            { value: '', label: t('role.all') },
            ...roles.map((value) => ({ value, label: t(`role.${value}`) })),
          ]}
        />
      </div>
      <Paged list={list} empty={<EmptyState title={t('none')}>{t('noneText')}</EmptyState>}>
        {(people) => (
          <ul
            aria-label={t('list')}
            className="divide-y divide-line overflow-hidden rounded-card border border-line bg-sheet"
          >
            {people.map((person) => (
              <PersonRow key={person.id} person={person} onOpen={() => setOpen(person)} />
            ))}
          </ul>
        )}
      </Paged>
      <PersonSheet person={shown} open={open !== undefined} admin={admin} onClose={() => setOpen(undefined)} />
    </>
  );
}

function PersonRow({ person, onOpen }: { person: PersonOnWire; onOpen(): void }) {
  const t = usePeopleWords();
  const { language } = useInterface();
  const me = useMe();
  const { name, email, role, locked, email_verified, last_seen_at } = person;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-wash sm:px-5">
      <span
        className="grid size-10 shrink-0 place-items-center rounded-full bg-sunk font-serif text-lg uppercase"
        aria-hidden="true"
      >
        {(name || email || '?').charAt(0)}
      </span>
      <div className="min-w-44 flex-1">
        <button
          type="button"
          className="text-left font-semibold wrap-anywhere after:absolute after:inset-0"
          onClick={onOpen}
        >
          {name || email || t('nameless')}
        </button>
        {person.id === me?.id && <span className="ml-2 text-sm text-soft">({t('you')})</span>}
        <p className="text-sm wrap-anywhere text-soft">
          {[
            ...(name !== '' && email !== null ? [email] : []),
            // Who needs no sign-in is never seen to come.
            ...(last_seen_at !== null
              ? [t('seen', { when: sayFrom(last_seen_at, Date.now(), language) })]
              : person.id === me?.id
                ? []
                : [t('neverSeen')]),
          ].join(' · ')}
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5">
        {locked && <Badge tone="rust">{t('locked')}</Badge>}
        {email !== null && !email_verified && <Badge tone="amber">{t('unproved')}</Badge>}
        <Badge tone={role === 'admin' ? 'good' : role === 'teacher' ? 'slate' : 'plain'}>{t(`role.${role}`)}</Badge>
      </div>
      <Icon name="forward" className="size-4 text-soft" />
    </li>
  );
}
