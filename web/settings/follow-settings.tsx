import { useEffect } from 'react';
import { languageChosen, useInterface } from '../i18n/interface-language.tsx';
import { ownQueue } from '../offline/event-queue.ts';
import { applyAppearance } from './appearance.ts';
import { useMe } from './use-settings.ts';

/** The page follows the settings of whoever is here, on every device. */
export function FollowSettings() {
  const me = useMe();
  const settings = me?.settings;
  const person = me?.id;
  const { choose, language } = useInterface();
  const wanted = settings?.language;
  const theme = settings?.theme;
  const motion = settings?.motion;
  useEffect(() => {
    if (person !== undefined) ownQueue(person);
  }, [person]);
  useEffect(() => {
    if (theme !== undefined && motion !== undefined) applyAppearance({ theme, motion });
  }, [theme, motion]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the settings change; the page's own choice is sent there by itself.
  useEffect(() => {
    if (wanted === undefined || wanted === language) return;
    // The first setting of all is English: before anybody chose, the browser's language is the better guess.
    if (wanted === 'en' && !languageChosen()) return;
    choose(wanted);
  }, [wanted]);
  return null;
}
