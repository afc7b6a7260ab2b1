import { useChange } from '../api/use-api.ts';
import { usePages } from '../api/use-pages.ts';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { Foreign } from '../design/foreign.tsx';
import { useTroubleText } from '../design/loading-words.ts';
import { Paged } from '../design/paged.tsx';
import { Badge, EmptyState, type Tone } from '../design/status.tsx';
import { toast } from '../design/toasts.tsx';
import { useInterface } from '../i18n/interface-language.tsx';
import { sayDate } from '../i18n/say-times.ts';
import { AssignForm } from './assign-form.tsx';
import { usePeopleWords } from './words.ts';

const tones: Readonly<Record<'assigned' | 'started' | 'finished' | 'late', Tone>> = {
  assigned: 'plain',
  started: 'slate',
  finished: 'good',
  late: 'rust',
};

/** What a teacher gave to whom, and how it goes. */
export function Assignments() {
  const t = usePeopleWords();
  const say = useTroubleText();
  const { language } = useInterface();
  const list = usePages('GET /v1/assignments', { given: true, limit: 50 });
  const remove = useChange('DELETE /v1/assignments/:id', { stale: ['GET /v1/assignments'] });
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1.5fr_1fr]">
      <div className="min-w-0">
        <Paged list={list} empty={<EmptyState title={t('assign.none')}>{t('assign.noneText')}</EmptyState>}>
          {(given) => (
            <ul aria-label={t('assign.list')} className="divide-y divide-line border-y border-line">
              {given.map(({ id, person, lesson, due_at, note, status }) => (
                <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
                  <div className="min-w-48 flex-1">
                    <p>
                      <span className="font-semibold">{person.name || t('nameless')}</span>
                      {' · '}
                      <Foreign lang={lesson.language} className="font-serif text-lg">
                        {lesson.title}
                      </Foreign>
                    </p>
                    <p className="text-sm text-soft">
                      {[note, due_at === null ? '' : t('assign.by', { when: sayDate(due_at, language) })]
                        .filter((part) => part !== '')
                        .join(' · ')}
                    </p>
                  </div>
                  <Badge tone={tones[status]}>{t(`status.${status}`)}</Badge>
                  <Button
                    size="small"
                    look="quiet"
                    aria-label={t('assign.backOf', { lesson: lesson.title, person: person.name || t('nameless') })}
                    busy={remove.isPending && remove.variables.params.id === id}
                    onClick={() =>
                      remove.mutate(
                        { params: { id } },
                        { onError: (error) => toast({ text: say(error), tone: 'trouble' }) },
                      )
                    }
                  >
                    {t('assign.back')}
                  </Button>
                </li>
              ))}
            </ul>
          )}
        </Paged>
      </div>
      <Card as="section">
        <h2 className="mb-4 font-serif text-heading">{t('assign.new')}</h2>
        <AssignForm />
      </Card>
    </div>
  );
}
