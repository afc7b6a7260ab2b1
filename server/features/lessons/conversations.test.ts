import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../../kit/virtual-clock.ts';
import { type Answered, fakeLearner } from './fake.ts';
import { lessons } from './index.ts';

const feature = lessons({
  contentFolder: fileURLToPath(new URL('../../../content', import.meta.url)),
  clock: new VirtualClock(),
});

/**
 * One whole talk: what the learner does, and what the tutor's words must hold. `?` before a text is an unsure hearing,
 * `…` is babble, `/name` a button; anything else is spoken or typed as it is.
 */
type Turn = [learner: string, tutor: string];

const spoken: Record<string, { scene: string; turns: Turn[]; summary: Record<string, unknown> }> = {
  'English, to stay, by card': {
    scene: 'cafe-en',
    turns: [
      ['Hello, a cappuccino, please.', 'What kind of milk'],
      ['What do you have?', 'We have regular, oat, soy and lactose-free. Sure. What kind of milk'],
      ['Oat milk, please.', 'Small, medium or large?'],
      ['Medium, please.', 'anything to eat'],
      ['A piece of chocolate cake, please.', 'Excellent choice. Is that for here'],
      ['For here, please.', 'wi-fi password'],
      ['Can I sit outside?', "There's a table in the sun. That's seven pounds fifty"],
      ['Can I pay by card?', 'Do you need a receipt'],
      ['No, thank you.', "Your order's ready. Enjoy!"],
      [
        'Thank you. Have a nice day!',
        "You're welcome. See you next time! Well done. 9 out of 9 right the first time. Shall we do it again?",
      ],
    ],
    summary: {
      exchanges: 9,
      first_try: 9,
      with_help: 0,
      shown: 0,
      skipped: 0,
      not_understood: 0,
      corrected: [],
      practise: [],
    },
  },
  'English, to take away, in cash, with trouble on the way': {
    scene: 'cafe-en',
    turns: [
      ['…', "Sorry, I didn't catch that."],
      ['I take a tea.', 'Almost.'],
      ['I take a tea.', 'We say: A cup of tea, please. Now you.'],
      ['A cup of tea, please.', 'Black, green or mint?'],
      ['?Green tea, please.', 'Did you say: Green tea, please?'],
      ['Yes.', 'Small, medium or large?'],
      ['/skip', 'anything to eat'],
      ["I don't want nothing.", 'Almost.'],
      ["I don't want nothing.", 'We say: No, thank you. Now you.'],
      ["I don't want nothing.", "It's: No, thank you. Let's go on. Is that for here"],
      ['To go, please.', 'a bag for that'],
      ['…', "didn't catch that"],
      ['…', 'You can say: Yes, please. Say it, or say: Skip this one.'],
      ['…', "Let's go on. That's seven pounds fifty"],
      ['Sorry, how much is it?', "No problem. That's seven pounds fifty"],
      ["I'll pay in cash.", "Here's your change."],
      ['Keep the change.', "Oh, that's very kind of you! Your order's ready."],
      ['Thanks a lot. Goodbye!', 'Well done. 5 out of 9 right the first time.'],
    ],
    summary: {
      exchanges: 9,
      first_try: 5,
      with_help: 1,
      shown: 2,
      skipped: 1,
      not_understood: 4,
      practise: [
        { text: 'No, thank you.', translation: 'Nie, dziękuję.' },
        { text: 'Yes, please.', translation: 'Tak, poproszę.' },
        { text: 'A large one, please.', translation: 'Duży poproszę.' },
        { text: 'A cup of tea, please.', translation: 'Poproszę herbatę.' },
      ],
    },
  },
  'Polish, to stay, by card': {
    scene: 'cafe-pl',
    turns: [
      ['Dzień dobry, poproszę kawę z mlekiem.', 'Jakie mleko: zwykłe, owsiane czy sojowe?'],
      ['Czy ma pani mleko bez laktozy?', 'Tak, oczywiście. Mała czy duża?'],
      ['Ile kosztuje duża?', 'Duża kosztuje szesnaście złotych. Mała czy duża?'],
      ['Dużą poproszę.', 'Może coś słodkiego do tego?'],
      ['A co pani poleca?', 'Polecam sernik albo szarlotkę. Może coś'],
      ['Poproszę sernik.', 'wyjątkowo dobry. Na miejscu czy na wynos?'],
      ['Zjem tutaj.', 'hasło do wi-fi'],
      ['Czy mogę usiąść przy oknie?', 'Oczywiście, proszę bardzo. Razem dwadzieścia osiem złotych.'],
      ['Kartą, proszę.', 'Czy potrzebny paragon?'],
      ['Przepraszam, karta nie działa.', 'spróbujmy jeszcze raz. Razem'],
      ['Blikiem, jeśli można.', 'Czy potrzebny paragon?'],
      ['Nie, dziękuję.', 'Zamówienie gotowe. Smacznego!'],
      [
        'Dziękuję, miłego dnia!',
        'Dziękuję i zapraszam ponownie! Dobra robota. Od razu dobrze: 11 na 11. Zaczynamy jeszcze raz?',
      ],
    ],
    summary: { exchanges: 11, first_try: 11, not_understood: 0 },
  },
  'Polish, to take away, in cash, with trouble on the way': {
    scene: 'cafe-pl',
    turns: [
      ['Chcę kawę z mlekiem.', 'Prawie dobrze.'],
      ['Chcę kawę z mlekiem.', 'Mówimy: Poproszę kawę z mlekiem. Proszę powtórzyć.'],
      ['?Poproszę kawę z mlekiem.', 'Czy dobrze słyszę: Poproszę kawę z mlekiem?'],
      ['Tak.', 'Jakie mleko'],
      ['/slower', 'Jakie mleko'],
      ['Masz mleko bez laktozy?', 'Prawie dobrze.'],
      ['Masz mleko bez laktozy?', 'Mówimy: Czy ma pani mleko bez laktozy? Proszę powtórzyć.'],
      ['Czy ma pani mleko bez laktozy?', 'Tak, oczywiście. Mała czy duża?'],
      ['Co to znaczy?', 'Small or large?'],
      ['Duży, proszę.', 'Prawie dobrze.'],
      ['Duży, proszę.', 'Mówimy: Dużą poproszę.'],
      ['…', 'Przepraszam, nie rozumiem. Mówimy: Dużą poproszę. Idziemy dalej. Może coś'],
      ['Nie, dziękuję.', 'Na miejscu'],
      ['Na wynos, proszę.', 'Czy podać torebkę?'],
      ['Jestem w porządku, dziękuję.', 'Prawie dobrze.'],
      ['Jestem w porządku, dziękuję.', 'Mówimy: Nie, dziękuję.'],
      ['Mam swoją torbę.', 'Świetnie. Razem'],
      ['Gotówką, proszę.', 'dwa złote reszty'],
      ['Reszty nie trzeba.', 'bardzo dziękuję! Zamówienie gotowe.'],
      ['Idziemy dalej.', 'Od razu dobrze: 4 na 9.'],
    ],
    summary: { exchanges: 9, first_try: 4, with_help: 3, shown: 1, skipped: 1, not_understood: 1 },
  },
};

const typed: typeof spoken = {
  'English, typed in haste': {
    scene: 'cafe-en',
    turns: [
      ['can i have a black cofee please', 'Small, medium or large?'],
      ['podpowiedź', 'Wybierz rozmiar'],
      ['small is fine', 'anything to eat'],
      ['one cake chocolate please', 'Almost.'],
      ['one cake chocolate please', 'We say: A piece of chocolate cake, please.'],
      ['a piece of chocolate cake please', 'Excellent choice.'],
      ['to the moon and back', 'Not quite. It starts like this:'],
      ['to take away', 'a bag for that'],
      ['no i dont need one', 'seven pounds fifty'],
      ['bananas', 'Not quite.'],
      ['with bananas only', 'You can say:'],
      ['cash please', "Here's your change."],
      ['thank you very much', "Your order's ready"],
      ['thanks a lot goodbye', 'Well done. 4 out of 8 right the first time.'],
    ],
    summary: { exchanges: 8, first_try: 4, with_help: 3, shown: 1, skipped: 0, not_understood: 0 },
  },
  'Polish, typed without its letters': {
    scene: 'cafe-pl',
    turns: [
      ['poprosze herbate', 'Czarna, zielona czy miętowa?'],
      ['czarna z cytryna poprosze', 'Mała czy duża?'],
      ['poprosze mala', 'Może coś słodkiego'],
      ['nie dziekuje', 'Na miejscu czy na wynos?'],
      ['na miejscu', 'hasło do wi-fi'],
      ['tak poprosze', 'Hasło jest na paragonie. Razem'],
      ['karta prosze', 'Czy potrzebny paragon?'],
      ['nie trzeba dziekuje', 'Smacznego'],
      ['gdzie jest cukier', 'Cukier jest na stoliku przy oknie. Dziękuję i zapraszam'],
      ['tak', 'Dzień dobry! Co podać?'],
    ],
    summary: { exchanges: 9, not_understood: 0 },
  },
};

const play = async (scene: string, turns: readonly Turn[], how: 'spoken' | 'typed'): Promise<Answered[]> => {
  const opened = feature.scenes.open(scene, {});
  if (!opened) throw new Error(`no ${scene}`);
  const learner = fakeLearner(opened);
  const answers = [await learner.open()];
  for (const [does, holds] of turns) {
    const answered = await act(does);
    expect(answered.text, does).toContain(holds);
    answers.push(answered);
  }
  return answers;

  function act(does: string): Promise<Answered> {
    if (does === '…') return learner.babbles();
    if (does.startsWith('/')) return learner.presses(does.slice(1));
    if (does.startsWith('?')) return learner.mumbles(does.slice(1));
    return how === 'spoken' ? learner.says(does) : learner.types(does);
  }
};

describe.each([
  ['spoken', spoken],
  ['typed', typed],
] as const)('%s', (how, talks) => {
  test.each(Object.keys(talks))('[S9][S21] %s', async (name) => {
    const talk = talks[name];
    if (!talk) throw new Error(name);
    const answers = await play(talk.scene, talk.turns, how);
    const summary = answers.flatMap((one) => one.effect('summary') ?? [])[0];
    expect(summary).toMatchObject(talk.summary);
    const parts = summary && summary.first_try + summary.with_help + summary.shown + summary.skipped;
    expect(parts).toBe(summary?.exchanges);
  });
});
