import { useTitle } from '../app/page.tsx';
import { Welcome } from './welcome.tsx';
import { useHomeWords } from './words.ts';

export default function HomePage() {
  const t = useHomeWords();
  useTitle(t('pageTitle'));
  return <Welcome />;
}
