import { Refusal } from '../../../../wire/refusals.ts';
import { Outage } from '../../../kit/errors.ts';
import type { Log } from '../../../kit/log.ts';
import type { LanguageModel } from '../../../ports/language-model/port.ts';
import type { LessonContent } from '../editor/lesson-text.ts';
import type { DraftTemplates } from './draft-templates.ts';
import { lessonFromModel } from './from-model.ts';
import { lessonFromTemplates, type TopicWish } from './from-templates.ts';

export type DraftMaker = (
  wish: TopicWish,
  signal: AbortSignal,
) => Promise<{ content: LessonContent; madeBy: 'templates' | 'model' }>;

/** By the model where there is one and it manages, by templates otherwise: an author always gets a draft. */
export function draftMaker(deps: {
  templates: DraftTemplates | undefined;
  model: LanguageModel | undefined;
  log: Log;
}): DraftMaker {
  const { templates, model, log } = deps;
  return async (wish, signal) => {
    const drafted = model && (await byModel(model, wish, log, signal));
    if (drafted) return { content: drafted, madeBy: 'model' };
    if (!templates) throw new Refusal('outage', 'There are no templates on this server, and no model that answers.');
    return { content: lessonFromTemplates(templates, wish), madeBy: 'templates' };
  };
}

async function byModel(
  model: LanguageModel,
  wish: TopicWish,
  log: Log,
  signal: AbortSignal,
): Promise<LessonContent | undefined> {
  try {
    return await lessonFromModel(model, wish, log, signal);
  } catch (error) {
    if (!(error instanceof Outage)) throw error;
    log.warn('the model failed and templates made the draft', { error });
    return undefined;
  }
}
