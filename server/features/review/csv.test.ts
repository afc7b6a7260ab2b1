import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTable, writeTable } from './csv.ts';

const cell = fc
  .string({ unit: fc.constantFrom(...'aż1 ,;\t"\'\n\r=+-@#:'), maxLength: 8 })
  // Space at the ends of a cell, and what line breaks are made of, are not kept.
  .map((text) => text.replace(/\r/g, '').trim());

test('[M21] whatever is written to a table is read from it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(',' as const, '\t' as const),
      (rows, separator) => {
        const head = ['one', 'two', 'three'];
        const kept = rows.filter((row) => row.some((text) => text !== ''));
        expect(readTable(writeTable([head, ...rows], separator), 100)).toEqual([head, ...kept]);
      },
    ),
    { numRuns: 500 },
  );
});

test('[M21] no cell begins like a formula, and numbers stay numbers', () => {
  expect(writeTable([['=1', '+2', '-3', '-x', '@a', 'b=c', '-1.5', "'=1"]], ',')).toBe(
    "'=1,'+2,-3,'-x,'@a,b=c,-1.5,''=1\r\n",
  );
  // What begins as a number and goes on is worked out by a spreadsheet all the same.
  for (const text of ['-1+2', "-2+3+cmd|' /C calc'!A0", '-1@x', '-1=1']) {
    expect([text, writeTable([[text]], ',')]).toEqual([text, `'${text}\r\n`]);
  }
});

test('[M21] tables of others: quotes, line breaks within them, semicolons, empty lines, a cap', () => {
  expect(readTable('\ufeffa;b\n\n"x ""y""\nz";2\r\n', 100)).toEqual([
    ['a', 'b'],
    ['x "y"\nz', '2'],
  ]);
  expect(readTable('a\nb\nc\nd', 2)).toEqual([['a'], ['b']]);
  expect(readTable('#separator:tab\n#html:false\nkot\tcat', 9)).toEqual([['kot', 'cat']]);
  expect(readTable('', 9)).toEqual([]);
});
