export function Steam() {
  return (
    <svg viewBox="0 0 90 34" className="-mb-2 h-9 w-24" strokeWidth="3" aria-hidden="true">
      <path className="steam" d="M25 32c-6-8 6-12 0-24" />
      <path className="steam" d="M45 32c-7-10 7-15 0-29" />
      <path className="steam" d="M65 32c-6-8 6-12 0-24" />
    </svg>
  );
}
