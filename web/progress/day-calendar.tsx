import { useState } from 'react';
import { useApi } from '../api/use-api.ts';
import { Button } from '../design/button.tsx';
import { Loaded } from '../design/loaded.tsx';
import { DayTable } from './day-table.tsx';
import { HeatMap } from './heat-map.tsx';
import { Panel } from './panel.tsx';
import { useProgressWords } from './words.ts';

/** A year of days, as a picture or as a table. */
export function DayCalendar() {
  const t = useProgressWords();
  const calendar = useApi('GET /v1/progress/calendar', {});
  const [table, setTable] = useState(false);
  return (
    <Panel
      title={t('calendar.title')}
      wide
      actions={
        <Button size="small" onClick={() => setTable(!table)}>
          {table ? t('calendar.picture') : t('calendar.table')}
        </Button>
      }
    >
      <Loaded query={calendar} rows={1}>
        {({ data }) => (table ? <DayTable days={data} /> : <HeatMap days={data} />)}
      </Loaded>
    </Panel>
  );
}
