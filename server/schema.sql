-- Made by `npm run schema -- --write` from the migrations of all features. Read it; change the migrations.

create table accounts (
  person_id text not null,
  email text not null,
  verified_at timestamp with time zone,
  password_hash text not null,
  password_at timestamp with time zone not null,
  locked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint accounts_email_key UNIQUE (email),
  constraint accounts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint accounts_pkey PRIMARY KEY (person_id)
);

create table api_keys (
  id text not null,
  person_id text not null,
  name text not null,
  prefix text not null,
  key_hash text not null,
  scopes jsonb not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint api_keys_key_hash_key UNIQUE (key_hash),
  constraint api_keys_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint api_keys_pkey PRIMARY KEY (id)
);

create table audit_log (
  id text not null,
  at timestamp with time zone not null,
  actor_kind text not null,
  actor_id text,
  action text not null,
  target_id text,
  detail jsonb not null,
  trace_id text,
  address_hash text,
  constraint audit_log_pkey PRIMARY KEY (id)
);

create table chat_sessions (
  id text not null,
  person_id text not null,
  scene_id text not null,
  title text not null,
  language text not null,
  translate_to text not null,
  snapshot jsonb,
  opened boolean not null,
  finished boolean not null,
  exchange text,
  version integer not null,
  turn_count integer not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint chat_sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint chat_sessions_pkey PRIMARY KEY (id)
);

create table chat_speech (
  id text not null,
  person_id text not null,
  parts jsonb not null,
  status text not null,
  created_at timestamp with time zone not null,
  constraint chat_speech_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint chat_speech_pkey PRIMARY KEY (id),
  constraint chat_speech_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'ready'::text, 'failed'::text])))
);

create table chat_turns (
  id text not null,
  session_id text not null,
  person_id text not null,
  client_id text,
  origin text not null,
  said text not null,
  reply jsonb not null,
  created_at timestamp with time zone not null,
  constraint chat_turns_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint chat_turns_pkey PRIMARY KEY (id),
  constraint chat_turns_session_id_client_id_key UNIQUE (session_id, client_id),
  constraint chat_turns_session_id_fkey FOREIGN KEY (session_id) REFERENCES chat_sessions(id) ON DELETE CASCADE
);

create table conversations (
  id text not null,
  scene_id text not null,
  title text not null,
  language text not null,
  translate_to text not null,
  snapshot jsonb not null,
  turn_count integer not null default 0,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  person_id text not null,
  constraint conversations_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint conversations_pkey PRIMARY KEY (id)
);

create table erasures (
  person_id text not null,
  asked_at timestamp with time zone not null,
  constraint erasures_pkey PRIMARY KEY (person_id)
);

create table invitations (
  id text not null,
  token_hash text not null,
  email text not null,
  role text not null,
  invited_by text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint invitations_email_key UNIQUE (email),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES people(id) ON DELETE CASCADE,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['learner'::text, 'teacher'::text, 'parent'::text, 'admin'::text]))),
  constraint invitations_token_hash_key UNIQUE (token_hash)
);

create table learning_events (
  person_id text not null,
  id text not null,
  at timestamp with time zone not null,
  kind text not null,
  data jsonb not null,
  written_at timestamp with time zone not null,
  constraint learning_events_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint learning_events_pkey PRIMARY KEY (person_id, id)
);

create table lesson_assignments (
  id text not null,
  person_id text not null,
  lesson_id text not null,
  assigned_by text not null,
  note text not null,
  due_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint lesson_assignments_assigned_by_fkey FOREIGN KEY (assigned_by) REFERENCES people(id) ON DELETE CASCADE,
  constraint lesson_assignments_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint lesson_assignments_pkey PRIMARY KEY (id)
);

create table lesson_drafts (
  lesson_id text not null,
  editor_id text not null,
  version integer not null,
  content text not null,
  updated_at timestamp with time zone not null,
  constraint lesson_drafts_editor_id_fkey FOREIGN KEY (editor_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint lesson_drafts_lesson_id_fkey FOREIGN KEY (lesson_id) REFERENCES own_lessons(id) ON DELETE CASCADE,
  constraint lesson_drafts_pkey PRIMARY KEY (lesson_id)
);

create table lesson_versions (
  lesson_id text not null,
  number integer not null,
  content text not null,
  note text not null,
  author_id text,
  published_at timestamp with time zone not null,
  constraint lesson_versions_author_id_fkey FOREIGN KEY (author_id) REFERENCES people(id) ON DELETE SET NULL,
  constraint lesson_versions_lesson_id_fkey FOREIGN KEY (lesson_id) REFERENCES own_lessons(id) ON DELETE CASCADE,
  constraint lesson_versions_pkey PRIMARY KEY (lesson_id, number)
);

create table login_failures (
  subject text not null,
  count integer not null,
  last_at timestamp with time zone not null,
  locked_until timestamp with time zone,
  constraint login_failures_pkey PRIMARY KEY (subject)
);

create table one_time_tokens (
  token_hash text not null,
  purpose text not null,
  person_id text not null,
  expires_at timestamp with time zone not null,
  constraint one_time_tokens_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint one_time_tokens_pkey PRIMARY KEY (token_hash),
  constraint one_time_tokens_purpose_check CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text])))
);

create table own_lessons (
  id text not null,
  author_id text,
  unpublished_of text,
  published integer,
  archived boolean not null default false,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint own_lessons_author_id_fkey FOREIGN KEY (author_id) REFERENCES people(id) ON DELETE SET NULL,
  constraint own_lessons_pkey PRIMARY KEY (id),
  constraint own_lessons_unpublished_of_fkey FOREIGN KEY (unpublished_of) REFERENCES people(id) ON DELETE CASCADE
);

create table people (
  id text not null,
  name text not null,
  role text not null,
  created_at timestamp with time zone not null,
  constraint people_pkey PRIMARY KEY (id),
  constraint people_role_check CHECK ((role = ANY (ARRAY['learner'::text, 'teacher'::text, 'parent'::text, 'admin'::text])))
);

create table progress_corrections (
  person_id text not null,
  id text not null,
  at timestamp with time zone not null,
  rule text not null,
  kind text not null,
  lesson text,
  said text not null,
  better text not null,
  better_plain text not null,
  disputed boolean not null,
  constraint progress_corrections_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_corrections_pkey PRIMARY KEY (person_id, id)
);

create table progress_days (
  person_id text not null,
  day text not null,
  xp integer not null,
  effort_ms integer not null,
  answers integer not null,
  reviews integer not null,
  first_tries integer not null,
  first_right integer not null,
  learner_ms integer not null,
  tutor_ms integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint progress_days_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_days_pkey PRIMARY KEY (person_id, day)
);

create table progress_errors (
  person_id text not null,
  rule text not null,
  kind text not null,
  state text not null,
  times integer not null,
  right_uses integer not null,
  right_days integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  cured_at timestamp with time zone,
  first_cured_at timestamp with time zone,
  came_back integer not null,
  correction text not null,
  constraint progress_errors_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_errors_pkey PRIMARY KEY (person_id, rule),
  constraint progress_errors_state_check CHECK ((state = ANY (ARRAY['open'::text, 'cured'::text])))
);

create table progress_facts (
  person_id text not null,
  id text not null,
  at timestamp with time zone not null,
  day text not null,
  kind text not null,
  lesson text not null,
  item text not null,
  language text not null,
  shown_text text not null,
  plain text not null,
  how text not null,
  verdict text not null,
  attempt integer not null,
  helped boolean not null,
  shown boolean not null,
  alone boolean not null,
  right_count integer not null,
  total_count integer not null,
  points integer not null,
  ms integer not null,
  learner_ms integer not null,
  tutor_ms integer not null,
  constraint progress_facts_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_facts_pkey PRIMARY KEY (person_id, id)
);

create table progress_lessons (
  person_id text not null,
  lesson text not null,
  started_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  completed_at timestamp with time zone,
  times_completed integer not null,
  best double precision,
  last_run jsonb,
  constraint progress_lessons_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_lessons_pkey PRIMARY KEY (person_id, lesson)
);

create table progress_phrases (
  person_id text not null,
  lesson text not null,
  exchange text not null,
  language text not null,
  shown_text text not null,
  asked integer not null,
  missed integer not null,
  mastered_at timestamp with time zone,
  last_at timestamp with time zone not null,
  constraint progress_phrases_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_phrases_pkey PRIMARY KEY (person_id, lesson, exchange)
);

create table progress_reminders (
  person_id text not null,
  hour integer not null,
  time_zone text not null,
  sent_day text,
  constraint progress_reminders_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_reminders_pkey PRIMARY KEY (person_id)
);

create table progress_settings (
  person_id text not null,
  since timestamp with time zone not null,
  time_zone text not null,
  goal_minutes integer not null,
  constraint progress_settings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_settings_pkey PRIMARY KEY (person_id, since)
);

create table progress_words (
  person_id text not null,
  language text not null,
  word text not null,
  right_count integer not null,
  missed_count integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  constraint progress_words_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint progress_words_pkey PRIMARY KEY (person_id, language, word)
);

create table recordings (
  id text not null,
  person_id text not null,
  conversation_id text not null,
  scene_id text not null,
  exchange text,
  heard text not null,
  answer text not null,
  language text not null,
  duration_ms integer not null,
  bytes integer not null,
  words jsonb not null,
  created_at timestamp with time zone not null,
  constraint recordings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint recordings_pkey PRIMARY KEY (id)
);

create table review_cards (
  id text not null,
  person_id text not null,
  item_id text not null,
  kind text not null,
  state smallint not null,
  due timestamp with time zone not null,
  stability double precision not null,
  difficulty double precision not null,
  scheduled_days integer not null,
  learning_steps integer not null,
  reps integer not null,
  lapses integer not null,
  last_review timestamp with time zone,
  first_review timestamp with time zone,
  base jsonb,
  reset_at timestamp with time zone,
  forgiven integer not null,
  suspended boolean not null,
  leech boolean not null,
  paused boolean not null default (suspended OR leech),
  buried_until timestamp with time zone,
  added_at timestamp with time zone not null,
  constraint review_cards_item_id_fkey FOREIGN KEY (item_id) REFERENCES review_items(id) ON DELETE CASCADE,
  constraint review_cards_item_id_kind_key UNIQUE (item_id, kind),
  constraint review_cards_kind_check CHECK ((kind = ANY (ARRAY['recognition'::text, 'production'::text, 'hearing'::text]))),
  constraint review_cards_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint review_cards_pkey PRIMARY KEY (id),
  constraint review_cards_state_check CHECK (((state >= 0) AND (state <= 3)))
);

create table review_dismissed (
  person_id text not null,
  language text not null,
  key text not null,
  constraint review_dismissed_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint review_dismissed_pkey PRIMARY KEY (person_id, language, key)
);

create table review_items (
  id text not null,
  person_id text not null,
  text text not null,
  language text not null,
  key text not null,
  translation text not null,
  translation_language text not null,
  note text not null,
  tags jsonb not null,
  source text not null,
  lesson text,
  search text not null,
  added_at timestamp with time zone not null,
  constraint review_items_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint review_items_person_id_language_key_key UNIQUE (person_id, language, key),
  constraint review_items_pkey PRIMARY KEY (id),
  constraint review_items_source_check CHECK ((source = ANY (ARRAY['lesson'::text, 'learner'::text, 'import'::text])))
);

create table review_log (
  person_id text not null,
  id text not null,
  card_id text not null,
  at timestamp with time zone not null,
  rating smallint not null,
  how text not null,
  ms integer not null,
  source text not null,
  day text not null,
  retention double precision not null,
  evidence_event text,
  evidence_conversation text,
  counted boolean not null,
  state_before smallint,
  predicted double precision,
  stability double precision,
  difficulty double precision,
  interval_days integer,
  constraint review_log_card_id_fkey FOREIGN KEY (card_id) REFERENCES review_cards(id) ON DELETE CASCADE,
  constraint review_log_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint review_log_pkey PRIMARY KEY (person_id, id),
  constraint review_log_rating_check CHECK (((rating >= 1) AND (rating <= 4))),
  constraint review_log_source_check CHECK ((source = ANY (ARRAY['review'::text, 'conversation'::text, 'import'::text])))
);

create table review_practice (
  person_id text not null,
  day text not null,
  chosen jsonb not null,
  constraint review_practice_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint review_practice_pkey PRIMARY KEY (person_id, day)
);

create table review_practice_done (
  person_id text not null,
  day text not null,
  part text not null,
  what text not null,
  constraint review_practice_done_part_check CHECK ((part = ANY (ARRAY['dialogue'::text, 'pronunciation'::text]))),
  constraint review_practice_done_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint review_practice_done_pkey PRIMARY KEY (person_id, day, part, what)
);

create table review_undone (
  person_id text not null,
  review text not null,
  constraint review_undone_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint review_undone_pkey PRIMARY KEY (person_id, review)
);

create table server_secrets (
  name text not null,
  value text not null,
  created_at timestamp with time zone not null,
  constraint server_secrets_pkey PRIMARY KEY (name)
);

create table sessions (
  id text not null,
  person_id text not null,
  refresh_hash text not null,
  previous_hash text,
  rotated_at timestamp with time zone not null,
  device text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint sessions_pkey PRIMARY KEY (id)
);

create table settings (
  person_id text not null,
  changed jsonb not null,
  updated_at timestamp with time zone not null,
  constraint settings_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE CASCADE,
  constraint settings_pkey PRIMARY KEY (person_id)
);

create table turns (
  id text not null,
  conversation_id text not null,
  origin text not null,
  said text not null,
  verdict text,
  replied text not null,
  outcome text not null,
  corrections jsonb not null,
  record jsonb,
  created_at timestamp with time zone not null,
  effects jsonb not null default '[]'::jsonb,
  constraint turns_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint turns_pkey PRIMARY KEY (id)
);

CREATE INDEX api_keys_of_person ON public.api_keys USING btree (person_id, id DESC);

CREATE INDEX audit_log_by_action ON public.audit_log USING btree (action, id DESC);

CREATE INDEX audit_log_by_actor ON public.audit_log USING btree (actor_id, id DESC);

CREATE INDEX audit_log_by_target ON public.audit_log USING btree (target_id, id DESC);

CREATE INDEX chat_sessions_of_person ON public.chat_sessions USING btree (person_id, updated_at DESC, id);

CREATE INDEX chat_sessions_of_scene ON public.chat_sessions USING btree (person_id, scene_id, updated_at DESC);

CREATE INDEX chat_speech_by_age ON public.chat_speech USING btree (created_at);

CREATE INDEX chat_speech_of_person ON public.chat_speech USING btree (person_id);

CREATE INDEX chat_turns_of_person ON public.chat_turns USING btree (person_id);

CREATE INDEX chat_turns_of_session ON public.chat_turns USING btree (session_id, id);

CREATE INDEX conversations_of_person ON public.conversations USING btree (person_id, updated_at DESC, id);

CREATE INDEX invitations_of_person ON public.invitations USING btree (invited_by);

CREATE INDEX learning_events_answered_well ON public.learning_events USING btree (person_id, ((data ->> 'lesson'::text)), ((data ->> 'exchange'::text))) WHERE ((kind = 'answer'::text) AND (data @> '{"hints": 0, "shown": false, "attempt": 1, "verdict": "right"}'::jsonb));

CREATE INDEX learning_events_of_kind ON public.learning_events USING btree (person_id, kind, at DESC, id);

CREATE INDEX learning_events_of_person ON public.learning_events USING btree (person_id, at DESC, id);

CREATE INDEX lesson_assignments_by ON public.lesson_assignments USING btree (assigned_by, id DESC);

CREATE INDEX lesson_assignments_of_person ON public.lesson_assignments USING btree (person_id, id DESC);

CREATE INDEX lesson_drafts_of_editor ON public.lesson_drafts USING btree (editor_id);

CREATE INDEX one_time_tokens_of_person ON public.one_time_tokens USING btree (person_id);

CREATE INDEX own_lessons_changed ON public.own_lessons USING btree (updated_at DESC, id);

CREATE INDEX own_lessons_unpublished ON public.own_lessons USING btree (unpublished_of);

CREATE INDEX people_by_age ON public.people USING btree (created_at DESC, id DESC);

CREATE INDEX people_who_are_admins ON public.people USING btree (id) WHERE (role = 'admin'::text);

CREATE INDEX progress_corrections_of_all ON public.progress_corrections USING btree (at);

CREATE INDEX progress_corrections_of_form ON public.progress_corrections USING btree (person_id, better_plain) WHERE (length(better_plain) <= 200);

CREATE INDEX progress_corrections_of_rule ON public.progress_corrections USING btree (person_id, rule);

CREATE INDEX progress_days_of_all ON public.progress_days USING btree (day);

CREATE INDEX progress_facts_in_time ON public.progress_facts USING btree (person_id, kind, at);

CREATE INDEX progress_facts_of_all ON public.progress_facts USING btree (day);

CREATE INDEX progress_facts_of_day ON public.progress_facts USING btree (person_id, day);

CREATE INDEX progress_facts_of_item ON public.progress_facts USING btree (person_id, kind, lesson, item);

CREATE INDEX progress_lessons_of_all ON public.progress_lessons USING btree (lesson, last_at);

CREATE INDEX recordings_by_age ON public.recordings USING btree (created_at);

CREATE INDEX recordings_of_conversation ON public.recordings USING btree (person_id, conversation_id);

CREATE INDEX recordings_of_person ON public.recordings USING btree (person_id, created_at DESC, id DESC);

CREATE INDEX review_cards_due ON public.review_cards USING btree (person_id, due) WHERE ((state > 0) AND (NOT paused));

CREATE INDEX review_cards_first ON public.review_cards USING btree (person_id, first_review);

CREATE INDEX review_cards_last ON public.review_cards USING btree (person_id, last_review);

CREATE INDEX review_cards_new ON public.review_cards USING btree (person_id, added_at, id) WHERE ((state = 0) AND (NOT paused));

CREATE INDEX review_cards_of_person ON public.review_cards USING btree (person_id, id);

CREATE INDEX review_log_of_card ON public.review_log USING btree (card_id, at, id);

CREATE INDEX review_log_of_person ON public.review_log USING btree (person_id, at DESC, id) WHERE (source <> 'import'::text);

CREATE INDEX sessions_of_person ON public.sessions USING btree (person_id, rotated_at DESC);

CREATE INDEX turns_of_conversation ON public.turns USING btree (conversation_id, id);

CREATE OR REPLACE FUNCTION public.audit_log_only_grows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' and old.at < now() - interval '364 days' then
    return old;
  end if;
  raise exception 'the audit log only grows';
end $function$
;

CREATE TRIGGER audit_log_only_grows BEFORE DELETE OR UPDATE ON public.audit_log FOR EACH ROW EXECUTE FUNCTION audit_log_only_grows();
