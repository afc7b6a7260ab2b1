import { useEffect, useState } from 'react';
import { wordAt } from './captions.ts';
import type { Talk } from './talk.ts';
import type { TutorLine } from './talk-state.ts';

/** Index of the word of this line that the ear hears now, by the true playback clock; undefined while it is not sounding. */
export function useCaption(talk: Talk, line: TutorLine): number | undefined {
  const [word, setWord] = useState<number>();
  const { id, words } = line;
  const playing = line.sound === 'playing';

  useEffect(() => {
    if (!playing) {
      setWord(undefined);
      return;
    }
    let frame = requestAnimationFrame(function look() {
      const ear = talk.position();
      setWord(ear?.track === id ? wordAt(words, ear.playedMs) : -1);
      frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [talk, id, words, playing]);

  return playing ? (word ?? -1) : undefined;
}
