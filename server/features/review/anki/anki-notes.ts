/** An Anki note with its cards, as plain data: what goes between the package and the cards of this server. */
export interface AnkiNote {
  text: string;
  translation: string;
  note: string;
  /** Empty where the package does not say: notes of others have no language. */
  language: string;
  translationLanguage: string;
  tags: string[];
  cards: AnkiCard[];
}

export interface AnkiCard {
  kind: 'recognition' | 'production' | 'hearing';
  /** As our own states; 0 for new. */
  state: number;
  dueMs: number;
  intervalDays: number;
  ease: number;
  reps: number;
  lapses: number;
  suspended: boolean;
  /** Of FSRS, where the package has it. */
  stability: number | null;
  difficulty: number | null;
  reviews: { atMs: number; rating: number; ms: number }[];
}

export type PackageJob = { kind: 'read'; bytes: Uint8Array } | { kind: 'write'; notes: AnkiNote[]; nowMs: number };

export type PackagePart =
  | { kind: 'notes'; notes: AnkiNote[]; skipped: Record<string, number> }
  | { kind: 'refused'; code: 'too-large' | 'unsupported-media'; message: string }
  | { kind: 'package'; bytes: Uint8Array };

export const OWN_MODEL = 'Parlando';
export const OWN_FIELDS = ['Text', 'Translation', 'Note', 'Language', 'Translation language'] as const;
export const OWN_KINDS = ['recognition', 'production', 'hearing'] as const;
