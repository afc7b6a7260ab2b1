/**
 * Who has the floor: one pure reducer. What the events mean in sound, and how the commands are carried out, is the
 * business of `conversation.ts`; when a pause is a turn's end, of `endpointing.ts`.
 */
export type Floor =
  | { at: 'open' }
  /** `ended`: the utterance is over and its meaning awaited. */
  | { at: 'learner'; talking: boolean; ended: boolean }
  /** `revocable`: the answer to a spoken turn that has not sounded yet. `over`: the learner is talking over the reply. */
  | { at: 'tutor'; revocable: boolean; over: Overlap | undefined };

export interface Overlap {
  talking: boolean;
  ducked: boolean;
}

export type FloorEvent =
  /** Voice activity: the learner talks; is quiet. */
  | 'speech'
  | 'silence'
  /** The pause was long enough, the recogniser says so, or the client committed. */
  | 'turn-over'
  /** The utterance has a meaning, or is only noise or a backchannel. */
  | 'understood'
  | 'nothing'
  /** Something other than speech asks for a reply: a typed line, a button, the client. */
  | 'reply-wanted'
  | 'reply-sounds'
  | 'reply-over'
  /** Speech over the tutor's voice has lasted: long enough to duck; long enough, or said enough, to mean it. */
  | 'overlap-noticed'
  | 'overlap-meant';

export type FloorCommand =
  | 'begin-utterance'
  | 'continue-utterance'
  | 'pause-utterance'
  | 'end-utterance'
  | 'drop-utterance'
  | 'commit-utterance'
  /** The learner goes on before the reply has sounded: take the turn back. */
  | 'retract-turn'
  | 'duck'
  | 'resume'
  | 'interrupt';

export const openFloor: Floor = { at: 'open' };
const answering: Floor = { at: 'tutor', revocable: true, over: undefined };
const asked: Floor = { at: 'tutor', revocable: false, over: undefined };
const talking: Floor = { at: 'learner', talking: true, ended: false };

type Step = [Floor, readonly FloorCommand[]];

/** The next floor and what is to be done, in order. An event that means nothing on this floor changes nothing. */
export function step(floor: Floor, event: FloorEvent): Step {
  if (floor.at === 'open') return onOpen(floor, event);
  if (floor.at === 'learner') return onLearner(floor, event);
  return floor.over ? onOverlap(floor, floor.over, event) : onTutor(floor, event);
}

function onOpen(floor: Floor, event: FloorEvent): Step {
  if (event === 'speech') return [talking, ['begin-utterance']];
  if (event === 'reply-wanted') return [asked, []];
  return [floor, []];
}

function onLearner(floor: Floor & { at: 'learner' }, event: FloorEvent): Step {
  if (event === 'speech') return [talking, ['continue-utterance']];
  if (event === 'silence') return [{ ...floor, talking: false }, ['pause-utterance']];
  if (event === 'turn-over' && !floor.ended) return [{ at: 'learner', talking: false, ended: true }, ['end-utterance']];
  if (event === 'understood') return [answering, ['commit-utterance']];
  if (event === 'nothing') return [openFloor, ['drop-utterance']];
  if (event === 'reply-wanted') return [asked, ['drop-utterance']];
  return [floor, []];
}

function onTutor(floor: Floor & { at: 'tutor' }, event: FloorEvent): Step {
  if (event === 'reply-over') return [openFloor, []];
  if (event === 'reply-sounds') return [{ ...floor, revocable: false }, []];
  if (event === 'reply-wanted') return [asked, ['interrupt']];
  if (event === 'speech') {
    if (floor.revocable) return [talking, ['retract-turn', 'begin-utterance']];
    return [{ ...floor, over: { talking: true, ducked: false } }, ['begin-utterance']];
  }
  return [floor, []];
}

function onOverlap(floor: Floor & { at: 'tutor' }, over: Overlap, event: FloorEvent): Step {
  const back: Floor = { ...floor, over: undefined };
  const lift: readonly FloorCommand[] = over.ducked ? ['resume'] : [];
  if (event === 'speech') return [{ ...floor, over: { ...over, talking: true } }, ['continue-utterance']];
  if (event === 'silence') return [{ ...floor, over: { ...over, talking: false } }, ['pause-utterance']];
  if (event === 'overlap-noticed' && !over.ducked) return [{ ...floor, over: { ...over, ducked: true } }, ['duck']];
  if (event === 'overlap-meant') return [{ at: 'learner', talking: over.talking, ended: false }, ['interrupt']];
  if (event === 'nothing') return [back, ['drop-utterance', ...lift]];
  if (event === 'reply-wanted') return [asked, ['interrupt', 'drop-utterance']];
  if (event === 'reply-over') return [{ at: 'learner', talking: over.talking, ended: false }, []];
  return [floor, []];
}
