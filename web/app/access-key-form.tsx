import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Card } from '../design/card.tsx';
import { TextField } from '../design/field.tsx';
import { keepKey } from '../server-access.ts';
import { Page } from './page.tsx';
import { useAppWords } from './words.ts';

/** A server that is open to others asks for its key first. */
export function AccessKeyForm({ onKey, tried }: { onKey(): void; tried: boolean }) {
  const t = useAppWords();
  const [key, setKey] = useState('');
  return (
    <Page title={t('key.title')} width="text">
      <Card className="max-w-md p-6">
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            keepKey(key);
            onKey();
          }}
        >
          <TextField
            label={t('key.label')}
            type="password"
            autoComplete="current-password"
            required
            value={key}
            onChange={(event) => setKey(event.target.value)}
            error={tried ? t('key.wrong') : undefined}
          />
          <Button type="submit" look="primary">
            {t('key.send')}
          </Button>
        </form>
      </Card>
    </Page>
  );
}
