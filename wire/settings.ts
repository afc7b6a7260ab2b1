import { z } from 'zod';

/** Settings are read with every request, and asking the calendar is slow. Names are many when letters may be of either case. */
const zones = new Map<string, boolean>();
const MOST_ZONES = 1_000;

/** Every setting of a learner, with its default: what a client may send to change, and what it is told. */
export const settings = z.strictObject({
  /** Language of the interface. */
  language: z.enum(['en', 'pl']).default('en'),
  theme: z.enum(['system', 'light', 'dark', 'dyslexia']).default('system'),
  motion: z.enum(['system', 'reduced', 'full']).default('system'),
  /** The language learnt, and the one that is spoken already. */
  learning: z.enum(['pl', 'en']).default('pl'),
  from: z.enum(['en', 'pl']).default('en'),
  profile_template: z.enum(['kid', 'adult', 'teacher']).default('adult'),
  tutor_mode: z.enum(['coach', 'drill', 'teacher']).default('coach'),
  audio_speed: z.enum(['slow', 'normal', 'fast']).default('normal'),
  /** `smart` hides a translation once its line has been answered well. */
  translation: z.enum(['show', 'hide', 'smart']).default('smart'),
  mic_mode: z.enum(['tap', 'hold']).default('tap'),
  voice_mode: z.enum(['offline', 'online']).default('offline'),
  voice: z.enum(['male', 'female', 'neutral']).default('neutral'),
  audio_output: z.enum(['speakers', 'headphones']).default('speakers'),
  /** How sure the learner feels in general; scales how patient the tutor is. */
  confidence_slider: z.number().int().min(1).max(5).default(3),
  captions: z.boolean().default(true),
  sounds: z.boolean().default(true),
  developer_mode: z.boolean().default(false),
  /** IANA name; days, streaks and reminders are counted in it. */
  time_zone: z.string().max(60).refine(isTimeZone, 'is no time zone such as Europe/Warsaw').default('UTC'),
  daily_goal_minutes: z.number().int().min(1).max(240).default(10),
  review_minutes: z.number().int().min(1).max(120).default(10),
  new_cards_per_day: z.number().int().min(0).max(100).default(10),
  /** Chance of still knowing a card when it comes back. */
  desired_retention: z.number().min(0.7).max(0.97).default(0.9),
  /** Consent: the learner's own recordings are kept, to be heard again. */
  keep_recordings: z.boolean().default(false),
  reminders: z.boolean().default(false),
  /** Hour of the day, 0 to 23, in `time_zone`. */
  reminder_hour: z.number().int().min(0).max(23).default(9),
});
export type Settings = z.output<typeof settings>;

export const defaultSettings: Settings = settings.parse({});

/** What a change may hold: any of the settings, and no default for what is not named. */
export const settingsChange = z
  .strictObject(
    Object.fromEntries(Object.entries(settings.shape).map(([name, field]) => [name, field.unwrap().optional()])) as {
      [K in keyof typeof settings.shape]: z.ZodOptional<ReturnType<(typeof settings.shape)[K]['unwrap']>>;
    },
  )
  .refine((change) => Object.keys(change).length > 0, 'names no setting');
export type SettingsChange = z.output<typeof settingsChange>;

/** What choosing a profile sets at once; each can be changed afterwards. */
export const profilePresets: Readonly<Record<Settings['profile_template'], Partial<Settings>>> = {
  kid: { audio_speed: 'slow', tutor_mode: 'coach', translation: 'show', mic_mode: 'tap' },
  adult: { audio_speed: 'normal', tutor_mode: 'coach', translation: 'smart', mic_mode: 'tap' },
  teacher: { audio_speed: 'normal', tutor_mode: 'teacher', translation: 'hide', mic_mode: 'hold' },
};

function isTimeZone(name: string): boolean {
  const known = zones.get(name);
  if (known !== undefined) return known;
  if (zones.size >= MOST_ZONES) zones.clear();
  zones.set(name, isOnCalendar(name));
  return zones.get(name) ?? false;
}

function isOnCalendar(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
