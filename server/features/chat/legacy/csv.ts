const columns = ['id', 'at', 'lesson', 'exchange', 'text', 'verdict', 'how', 'attempt'] as const;

/** Answers as a table. A cell that a spreadsheet would take for a formula is made text. */
export function csvOf(answers: readonly object[]): string {
  const rows = answers.map((answer) => {
    const { data, ...event } = answer as { data?: Record<string, unknown> } & Record<string, unknown>;
    const told = { ...event, ...data };
    return columns.map((column) => cell(told[column])).join(',');
  });
  return `${[columns.join(','), ...rows].join('\r\n')}\r\n`;
}

function cell(value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
