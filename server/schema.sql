-- Made by `npm run schema -- --write` from the migrations of all features. Read it; change the migrations.

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

create table people (
  id text not null,
  name text not null,
  role text not null,
  created_at timestamp with time zone not null,
  constraint people_pkey PRIMARY KEY (id),
  constraint people_role_check CHECK ((role = ANY (ARRAY['learner'::text, 'teacher'::text, 'parent'::text, 'admin'::text])))
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

CREATE INDEX conversations_of_person ON public.conversations USING btree (person_id, updated_at DESC, id);

CREATE INDEX learning_events_of_person ON public.learning_events USING btree (person_id, at DESC, id);

CREATE INDEX turns_of_conversation ON public.turns USING btree (conversation_id, id);
