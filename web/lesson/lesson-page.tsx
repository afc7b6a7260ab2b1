import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTitle } from '../app/page.tsx';
import { ConversationRoom } from '../conversation/conversation-room.tsx';
import { beginTalk, leaveTalk, useCurrentTalk } from '../conversation/current-talk.ts';
import { LessonDoor } from './lesson-door.tsx';

/** A lesson: its door, and once it is begun the room. */
export default function LessonPage() {
  const { id } = useParams({ from: '/lesson/$id' });
  const navigate = useNavigate();
  const current = useCurrentTalk();
  useTitle('');
  // Whoever goes to another page has left.
  useEffect(() => leaveOnUnmount(), []);

  if (current === undefined || current.wish.scene !== id) return <LessonDoor id={id} />;
  return (
    <ConversationRoom
      key={current.n}
      talk={current.talk}
      onAgain={() => beginTalk({ ...current.wish, conversation: undefined })}
      onGoOn={(conversation) => beginTalk({ ...current.wish, conversation })}
      onLeave={() => {
        leaveTalk();
        void navigate({ to: '/' });
      }}
    />
  );
}

let stays = 0;

/** In development a page is put up twice at first: a talk that is begun again in between is not left. */
function leaveOnUnmount(): () => void {
  stays += 1;
  return () => {
    stays -= 1;
    queueMicrotask(() => {
      if (stays === 0) leaveTalk();
    });
  };
}
