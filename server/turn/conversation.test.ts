import { expect, test } from 'vitest';
import { Room } from './fake.ts';

test('[T1] a spoken turn is heard, understood and answered in sound', async () => {
  await using room = new Room({ utterances: [{ text: 'hello there' }] });
  await room.rest(200);
  await room.talk(800);
  await room.rest(8_000);
  const kinds = room.kinds().filter((kind, i, all) => all.indexOf(kind) === i);
  expect(kinds).toEqual(
    'speech-start endpoint speech-end committed heard reply-start reply-text caption reply-audio reply-sent turn-end metrics'.split(
      ' ',
    ),
  );
  expect(room.of('turn-end')[0]).toMatchObject({ outcome: 'spoken', heardText: 'You said hello there. Go on please.' });
});
