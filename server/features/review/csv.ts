/** Tables as text: commas, tabs or semicolons between, quotes around what holds them. */

/** What spreadsheets take for a formula; it is written behind an apostrophe, and read without it. So is what has one already. */
const FORMULA = /^(?:'*[=+\-@]|[\t\r])/;
const NUMBER = /^-\d+(\.\d+)?(e[+-]?\d+)?$/i;

export function writeTable(rows: readonly (readonly string[])[], separator: ',' | '\t'): string {
  const cell = (text: string): string => {
    const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('');
}

/** Rows of cells; empty lines are left out. Stops after `most` rows. */
export function readTable(text: string, most: number): string[][] {
  // Anki's own text files begin with lines such as `#separator:tab`.
  const source = text.replace(/^\ufeff/, '').replace(/^(?:#[a-z ]+:[^\n]*\n)+/, '');
  const separator = separatorOf(source);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endRow = (): void => {
    row.push(cell);
    cell = '';
    if (row.some((one) => one.trim() !== '')) rows.push(row.map(plainCell));
    row = [];
  };
  for (let at = 0; at < source.length && rows.length < most; at += 1) {
    const sign = source[at] as string;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n') endRow();
    else if (sign !== '\r') cell += sign;
  }
  if (rows.length < most) endRow();
  return rows;
}

const plainCell = (cell: string): string => cell.trim().replace(/^'(?='*[=+\-@])/, '');

/** Of the first line, outside quotes, whichever is there; Anki's own text export has tabs. */
function separatorOf(text: string): string {
  const line = (text.split('\n', 1)[0] ?? '').replace(/"[^"]*"/g, '');
  return line.includes('\t') ? '\t' : line.includes(',') ? ',' : line.includes(';') ? ';' : ',';
}
