import { type ReactNode, useEffect, useState } from 'react';
import { Slider } from '../design/choices.tsx';

interface SliderSettingProps {
  label: string;
  hint?: ReactNode;
  value: number;
  min: number;
  max: number;
  step?: number;
  say(value: number): string;
  onDone(value: number): void;
}

/** A slider that changes the setting once it is let go, not at each step of the way. */
export function SliderSetting({ value, onDone, ...slider }: SliderSettingProps) {
  const [now, setNow] = useState(value);
  useEffect(() => setNow(value), [value]);
  return (
    <Slider
      {...slider}
      value={now}
      onChange={setNow}
      onDone={(last) => {
        if (last !== value) onDone(last);
      }}
    />
  );
}
