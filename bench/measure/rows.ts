import { machine } from './machine.ts';

/** One line of the result: what was measured beside a yardstick of the same run, and the target it is held against. */
export interface Row {
  what: string;
  unit: string;
  measured: number;
  yardstick?: { what: string; value: number };
  /** At most this. */
  target?: number;
  /** Of the machine when it was measured. */
  load: number;
  note?: string;
}

export function row(
  what: string,
  unit: string,
  measured: number,
  more: Omit<Row, 'what' | 'unit' | 'measured' | 'load'> = {},
): Row {
  return { what, unit, measured, ...more, load: machine().load };
}

export function met({ measured, target }: Row): boolean | undefined {
  return target === undefined ? undefined : measured <= target;
}

const heads = ['', 'measured', 'yardstick', 'ratio', 'target', 'met', 'load'];

export function table(rows: readonly Row[]): string {
  const cells = rows.map((one) => {
    const { what, unit, measured, yardstick, target, load, note } = one;
    const verdict = met(one);
    return [
      note ? `${what} (${note})` : what,
      `${shown(measured)} ${unit}`,
      yardstick ? `${shown(yardstick.value)} ${yardstick.what}` : '',
      yardstick && yardstick.value > 0 ? shown(measured / yardstick.value) : '',
      target === undefined ? '' : `<= ${target}`,
      verdict === undefined ? '' : verdict ? 'yes' : 'NO',
      String(load),
    ];
  });
  const all = [heads, ...cells];
  const widths = heads.map((_, i) => Math.max(...all.map((line) => line[i]?.length ?? 0)));
  return all
    .map((line) =>
      line
        .map((cell, i) => pad(cell, widths[i] ?? 0, i))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function shown(value: number): string {
  return Number.isFinite(value) ? value.toLocaleString('en', { maximumSignificantDigits: 3 }) : '-';
}
