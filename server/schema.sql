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
  constraint conversations_pkey PRIMARY KEY (id)
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
  constraint turns_conversation_id_fkey FOREIGN KEY (conversation_id) REFERENCES conversations(id) ON DELETE CASCADE,
  constraint turns_pkey PRIMARY KEY (id)
);

CREATE INDEX conversations_by_update ON public.conversations USING btree (updated_at DESC, id);

CREATE INDEX turns_of_conversation ON public.turns USING btree (conversation_id, id);
