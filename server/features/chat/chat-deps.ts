import type { ProgressOverview } from '../../../wire/api/progress.ts';
import type { SceneSource } from '../../feature.ts';
import type { Clock } from '../../kit/clock.ts';
import type { Log } from '../../kit/log.ts';
import type { Database } from '../../ports/database/port.ts';
import type { GrammarFinding } from '../../ports/grammar/port.ts';
import type { TextToSpeech } from '../../ports/text-to-speech/port.ts';
import type { AnyTransaction, LearnersFeature } from '../learners/index.ts';

/** A turn that has ended, with all that was shown in it, as the voice socket tells of its own. */
export interface EndedChat {
  conversation: {
    id: string;
    personId: string;
    sceneId: string;
    title: string;
    language: string;
    translateTo: string;
    createdAt: Date;
    updatedAt: Date;
  };
  turns: readonly {
    id: string;
    origin: string;
    said: string;
    verdict: string | null;
    replied: string;
    outcome: string;
    corrections: readonly object[];
    effects: readonly { name: string; data: Record<string, unknown> }[];
    record: null;
    createdAt: Date;
  }[];
}

export interface ChatDeps {
  clock: Clock;
  log: Log;
  newId(prefix: string): string;
  database: Database;
  learners: Pick<LearnersFeature, 'settingsOf' | 'changeSettings' | 'person' | 'addPerson' | 'rename'>;
  scenes: SceneSource;
  /** The scene of a language, or of another when there is none. */
  defaultSceneFor(language: string): string;
  voice: TextToSpeech;
  /** A voice of the language; the first there is where none speaks it. */
  voiceFor(language: string): string;
  /** The grammar check of what is written in a scene. */
  check(
    sceneId: string,
    said: { text: string; language: string; spoken: boolean },
    signal: AbortSignal,
  ): Promise<readonly GrammarFinding[]>;
  /** Told in the transaction that writes a turn. */
  learn(tx: AnyTransaction, ended: EndedChat): Promise<void>;
  overviewOf(personId: string): Promise<ProgressOverview>;
}
