import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { allScenes } from './app/all-scenes.ts';
import { authoriseRoutes } from './app/authorise.ts';
import { courseOfProgress } from './app/course-of-progress.ts';
import { mountDocs } from './app/docs.ts';
import { createHttpServer } from './app/http-server.ts';
import { createIdentify } from './app/identify.ts';
import { mountPage } from './app/page.ts';
import { addressRate, limitPeople, limitRate, personRate } from './app/rate-limit.ts';
import { watchSockets } from './app/watch-sockets.ts';
import type { Feature } from './feature.ts';
import { accounts, type Registration } from './features/accounts/index.ts';
import { type ChatDeps, chat } from './features/chat/index.ts';
import { conversations } from './features/conversations/index.ts';
import { freeTalk } from './features/free-talk/index.ts';
import { type AnyTransaction, learners } from './features/learners/index.ts';
import { eventsOf, lessons, paceOf } from './features/lessons/index.ts';
import { createMetrics, operations } from './features/operations/index.ts';
import { privacy } from './features/privacy/index.ts';
import { progress } from './features/progress/index.ts';
import { recordings } from './features/recordings/index.ts';
import { isReviewScene, review } from './features/review/index.ts';
import { speech } from './features/speech/index.ts';
import type { Clock } from './kit/clock.ts';
import type { Health } from './kit/health.ts';
import { createIds } from './kit/ids.ts';
import type { Log } from './kit/log.ts';
import type { Secret } from './kit/secret.ts';
import type { Blobs } from './ports/blobs/port.ts';
import type { Database } from './ports/database/port.ts';
import type { Grammar } from './ports/grammar/port.ts';
import type { HotState } from './ports/hot-state/port.ts';
import type { Jobs } from './ports/jobs/port.ts';
import type { LanguageModel } from './ports/language-model/port.ts';
import type { Mail } from './ports/mail/port.ts';
import type { SpeechToText } from './ports/speech-to-text/port.ts';
import type { TextToSpeech } from './ports/text-to-speech/port.ts';
import type { VoiceActivity } from './ports/voice-activity/port.ts';
import { openConversation } from './turn/conversation.ts';
import { adaptivePatience, patientBy, textAware } from './turn/endpointing.ts';

/** Everything the server stands on, chosen by `main.ts`. */
export interface World {
  clock: Clock;
  log: Log;
  database: Database;
  activity: VoiceActivity;
  recogniser: SpeechToText;
  voice: TextToSpeech;
  /** The first that knows a language checks it. */
  grammars: readonly Grammar[];
  /** Absent where none is configured: the lessons need none. */
  model: LanguageModel | undefined;
  hotState: HotState;
  /** Recordings, where people let them be kept. */
  blobs: Blobs;
  mail: Mail;
  /** Opened only when a feature has background work. */
  openJobs: () => Jobs;
  /** Parts beside the ports above that can say how they are. */
  parts: Readonly<Record<string, () => Promise<Health>>>;
}

export interface AppOptions {
  host: string;
  /** 0 takes a free one. */
  port: number;
  accessKey: Secret | undefined;
  /** Who may open an account. */
  registration: Registration;
  /** Where people reach the server, when that is not where it listens. */
  publicUrl: string | undefined;
  /** Proxies in front whose word is taken: how many, or their addresses. */
  trustProxy: number | readonly string[] | undefined;
  /** Origins beside the server's own whose pages may call it. */
  origins: readonly string[];
  /** Lessons and commands. */
  contentFolder: string;
  /** The built page; none is served where it is missing. */
  pageFolder: string;
}

export interface App extends AsyncDisposable {
  readonly http: FastifyInstance;
  /** Where it listens, for example `http://127.0.0.1:8787`. */
  readonly address: string;
  /** The one-time link by which the first person becomes the admin; undefined where there is one, or none is needed. */
  readonly welcome: string | undefined;
}

/** Bytes of one WebSocket message: a minute of 24 kHz sound in base64. */
const MAX_FRAME_BYTES = 4_000_000;
/** After this the opening has begun to sound. */
const HELP_VOICE_MS = 3_000;

/** Puts the features together, brings the database up to date, and listens. Throws what the system says when it cannot. */
export async function openApp(world: World, options: AppOptions, signal: AbortSignal): Promise<App> {
  const { clock, log, database, voice } = world;
  const newId = createIds(clock);
  const metrics = createMetrics();
  const people = learners({
    clock,
    log,
    database,
    projections: () => [memory.projection, advance.projection],
    settingsChanged: (tx, personId, all) => advance.settingsChanged(tx, personId, all),
    emailOf: (id) => whoIs.emailOf(id),
  });
  const course = lessons({
    contentFolder: options.contentFolder,
    clock,
    async learner(personId) {
      const settings = await people.settingsOf(personId);
      // Only who wants translations hidden by and by needs to be asked about.
      const answeredWell = settings.translation === 'smart' ? await people.answeredWell(personId) : new Map();
      return { settings, answeredWell };
    },
    doors: {
      log,
      newId,
      database,
      learners: people,
      voice,
      model: world.model,
      statusOf: (personId) => advance.standings(personId),
      dueOf: (personId) => memory.dueOf(personId),
      placedOf: (personId) => advance.placements(personId),
    },
  });
  const path = courseOfProgress({ lessons: course, settingsOf: people.settingsOf });
  const memory = review({
    clock,
    database,
    newId,
    learners: people,
    taught: (lesson) => course.taught(lesson),
    commands: course.commands,
    async nextLesson(personId) {
      const next = await path.next(personId);
      return next === undefined ? undefined : path.lesson(personId, next);
    },
  });
  const advance = progress({
    clock,
    log,
    newId,
    database,
    reminders: {
      mail: world.mail,
      emailOf: (personId) => whoIs.emailOf(personId),
      dueNow: (personId) => memory.dueNow(personId),
      origin: () => options.publicUrl ?? address,
    },
    learners: people,
    course: path,
    predictedReviews: (personId) => memory.predictedReviews(personId),
    knownWords: (personId) => memory.knownWords(personId),
  });
  const free = freeTalk({
    model: world.model,
    dictation: world.recogniser.capabilities.dictation,
    commands: course.commands,
    lessonsIn: (wanted) => course.scenes.list().filter(({ language }) => language === wanted),
  });
  const scenes = allScenes([course.scenes, free.scenes, memory.scenes]);
  const sounds = recordings({
    ...{ clock, log, database, newId, blobs: world.blobs },
    consents: async (personId) => (await people.settingsOf(personId)).keep_recordings,
  });
  const learn = async (
    tx: AnyTransaction,
    ended: Parameters<typeof eventsOf>[0] & Parameters<typeof memory.eventsOf>[1],
  ): Promise<void> => {
    const { personId, sceneId } = ended.conversation;
    // A review is no lesson, though it shows the same effects.
    const told = eventsOf(ended).filter(({ kind }) => !isReviewScene(sceneId) || kind === 'talk');
    await people.record(tx, personId, [...told, ...(await memory.eventsOf(tx, ended))]);
  };
  const check: ChatDeps['check'] = async (sceneId, said, during) => {
    const grammar = world.grammars.find(({ languages }) => languages.includes(said.language));
    return grammar ? grammar.check({ ...said, words: course.wordsOf(sceneId) }, during) : [];
  };
  const talks = conversations({
    clock,
    log,
    newId,
    database,
    scenes,
    defaultSceneFor: (language) => course.defaultSceneFor(language),
    voiceOf: (name) => voice.voices().find((one) => one.id === name)?.id,
    hearing: world.recogniser.capabilities,
    meter: metrics,
    learn,
    follow: (about, show) => sounds.follow(about, (turn, data) => show(turn, 'recording', data)),
    forgotten: (personId, id) => sounds.forgetConversation(personId, id),
    paceOf: async (personId) => paceOf(await people.settingsOf(personId)),
    openConversation({ id, scene, restored, pace, emit }) {
      voice.prewarm(voiceFor(voice, scene.language));
      // Help comes in the learner's own language; its voice must not compete with the first sound.
      const from = (scenes.list().find((one) => one.id === scene.id) ?? scenes.unlisted(scene.id))?.from;
      if (from !== undefined) clock.after(HELP_VOICE_MS, () => voice.prewarm(voiceFor(voice, from)));
      return openConversation(
        {
          clock,
          log,
          newId,
          emit,
          activity: world.activity,
          recogniser: world.recogniser,
          voice,
          voiceFor: (language) => voiceFor(voice, language),
          check: (said, during) => check(scene.id, said, during),
        },
        {
          id,
          scene,
          endpointing: textAware(patientBy(pace.patience, adaptivePatience)),
          ...(restored
            ? {
                history: restored.history,
                habit: { p95Ms: restored.pauseMs, seen: restored.pauseMs === undefined ? 0 : 8 },
              }
            : {}),
        },
      );
    },
  });
  const written = chat({
    ...{ clock, log, newId, database, scenes, voice, check, learn },
    learners: people,
    defaultSceneFor: (language) => course.defaultSceneFor(language),
    voiceFor: (language) => voiceFor(voice, language),
    overviewOf: (personId) => advance.overviewOf(personId),
  });
  let address = '';
  const whoIs = accounts({
    clock,
    log,
    newId,
    database,
    hotState: world.hotState,
    mail: world.mail,
    learners: people,
    registration: options.registration,
    singleLearner: options.accessKey === undefined,
    origin: () => options.publicUrl ?? address,
  });
  const gone = privacy({
    ...{ clock, log, database, blobs: world.blobs, mail: world.mail, learners: people, accounts: whoIs },
    filesOf: (personId, during) => sounds.blobsOf(personId, during),
    hangUp: (personId) => talks.sessions.endPerson(personId),
  });
  const features: readonly Feature[] = [
    people,
    whoIs,
    gone,
    course,
    free,
    talks,
    sounds,
    memory,
    advance,
    written,
    speech({ clock, voice, recogniser: world.recogniser, scenes }),
    operations({
      clock,
      metrics,
      parts: {
        database: () => database.health(),
        'voice-activity': () => world.activity.health(),
        'speech-to-text': () => world.recogniser.health(),
        'text-to-speech': () => voice.health(),
        ...Object.fromEntries(world.grammars.map((one) => [`grammar-${one.provider}`, () => one.health()])),
        'hot-state': () => world.hotState.health(),
        mail: () => world.mail.health(),
        ...modelHealth(world.model),
        ...world.parts,
      },
    }),
  ];

  const migrations = features.flatMap((feature) => feature.migrations ?? []);
  await database.migrate(migrations.sort((a, b) => (a.id < b.id ? -1 : 1)));
  await using held = new AsyncDisposableStack();
  let port = options.port;
  const http = await createHttpServer({
    policy: { singleLearner: options.accessKey === undefined, origins: options.origins, port: () => port },
    log,
    clock,
    maxFrameBytes: MAX_FRAME_BYTES,
    ...(options.trustProxy === undefined ? {} : { trustProxy: options.trustProxy }),
    beforeGuard: (server) => limitRate(server, { hotState: world.hotState, clock, log, ...addressRate }),
    onAnswer: (answer) => metrics.answered(answer),
  });
  authoriseRoutes(http, createIdentify({ accounts: whoIs, accessKey: options.accessKey }));
  watchSockets(http, { accounts: whoIs, clock });
  limitPeople(http, { hotState: world.hotState, clock, log, ...personRate });
  // What goes on after an answer is waited for once no more answers are given.
  held.use(whoIs);
  held.use(gone);
  // Sessions end, and are saved, before their sockets and the database do.
  held.defer(() => http.close());
  held.use(talks);
  held.use(written);
  held.use(memory);
  const queues = features.flatMap((feature) => feature.queues ?? []);
  if (queues.length > 0) await held.use(world.openJobs()).start(queues);
  await mountDocs(http);
  for (const feature of features) await feature.routes?.(http);
  await mountPage(http, options.pageFolder);
  for (const feature of features) await feature.start?.(signal);
  await http.listen({ host: options.host, port: options.port });
  port = (http.server.address() as AddressInfo).port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  address = `http://${host}:${port}`;
  const welcome = await whoIs.welcomeLink();
  const kept = held.move();
  return { http, address, welcome, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** A voice of the language; the first there is where none speaks it. */
function voiceFor(voice: TextToSpeech, language: string): string {
  const all = voice.voices();
  const found = all.find((one) => one.language === language) ?? all[0];
  if (!found) throw new RangeError('there is no voice at all');
  return found.id;
}

function modelHealth(model: LanguageModel | undefined): World['parts'] {
  return model ? { 'language-model': () => model.health() } : {};
}
