import { type ReactNode, type Ref, useEffect, useRef } from 'react';
import type { Phase } from './talk-state.ts';
import { useHold } from './use-hold.ts';

interface CupButtonProps {
  label: string;
  mood: Phase | 'resting';
  microphone: 'on' | 'off';
  onPress(): void;
  /** Given: the button talks while it is held, and a press does nothing. */
  onHold?: ((held: boolean) => void) | undefined;
  /** Tells of the microphone's level, 0 to 1; absent while there is none. */
  meter?: ((watcher: (level: number) => void) => () => void) | undefined;
  disabled?: boolean;
  buttonRef?: Ref<HTMLButtonElement>;
  keys?: string;
  children?: ReactNode;
}

/** The talk button: a cup seen from above. Its saucer is the level meter, its surface shows what goes on. */
export function CupButton({
  label,
  mood,
  microphone,
  onPress,
  meter,
  disabled,
  buttonRef,
  keys,
  onHold,
}: CupButtonProps) {
  const hold = useHold(onHold);
  const drawing = useRef<SVGSVGElement>(null);

  useEffect(() => {
    if (meter === undefined) return;
    let shown = 0;
    return meter((level) => {
      // Up at once and down slowly, as meters do, or the eye sees only flicker.
      shown = Math.max(level, shown - 0.035);
      drawing.current?.style.setProperty('--level', shown.toFixed(3));
    });
  }, [meter]);

  return (
    <button
      type="button"
      className="cup"
      data-mood={mood}
      data-mic={microphone}
      aria-label={label}
      aria-keyshortcuts={keys}
      title={label}
      onClick={onHold === undefined ? onPress : undefined}
      {...hold}
      disabled={disabled}
      ref={buttonRef}
    >
      <svg ref={drawing} viewBox="0 0 200 200" aria-hidden="true">
        <circle className="saucer" cx="100" cy="100" r="97" strokeWidth="1.5" />
        <circle
          className="ticks"
          cx="100"
          cy="100"
          r="86"
          strokeWidth="9"
          pathLength="100"
          strokeDasharray="0.55 1.12"
        />
        <mask id="cup-ticks" maskUnits="userSpaceOnUse" x="0" y="0" width="200" height="200">
          <circle
            cx="100"
            cy="100"
            r="86"
            fill="none"
            stroke="#fff"
            strokeWidth="10"
            pathLength="100"
            strokeDasharray="0.55 1.12"
          />
        </mask>
        <g mask="url(#cup-ticks)" strokeWidth="10">
          <path className="level" pathLength="100" d="M100 186A86 86 0 0 1 100 14" />
          <path className="level" pathLength="100" d="M100 186A86 86 0 0 0 100 14" />
        </g>
        <rect
          className="rim"
          x="150"
          y="88"
          width="46"
          height="24"
          rx="12"
          strokeWidth="1.5"
          transform="rotate(-38 100 100)"
        />
        <circle className="rim" cx="100" cy="100" r="68" strokeWidth="1.5" />
        <circle className="surface" cx="100" cy="100" r="58" />
        <circle className="deep" cx="100" cy="100" r="56.5" strokeWidth="3" />
        <circle className="ripple" cx="100" cy="100" r="52" strokeWidth="3" />
        <circle className="ripple" cx="100" cy="100" r="52" strokeWidth="3" />
        <path className="swirl" strokeWidth="4" d="M60 88c10-24 44-34 66-16M140 112c-8 26-42 36-66 18" />
        <g className="sign" strokeWidth="5">
          <rect x="89" y="72" width="22" height="34" rx="11" />
          <path d="M79 96a21 21 0 0 0 42 0M100 117v12" />
          {microphone === 'off' && <path d="M74 70l52 58" />}
        </g>
      </svg>
    </button>
  );
}
