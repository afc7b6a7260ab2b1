import { type Variable, variables } from '../../server/config-variables.ts';
import { refusals } from '../../wire/refusals.ts';
import { rules } from '../layers/rooms.ts';
import { readProjectFile } from './project-files.ts';

/** Parts of documents made from code, by the name in `<!-- generated: name -->` … `<!-- end generated -->`. */
const makers: Record<string, () => string> = {
  'variables': variablesTable,
  'direction': directionTable,
  'refusals': refusalsTable,
  'diagram-house': () => diagram('house'),
  'diagram-turn': () => diagram('turn'),
  'diagram-lifetimes': () => diagram('lifetimes'),
};

/** The document with every generated part made anew. Throws on a part that nothing makes. */
export function regenerate(text: string): string {
  return text.replace(
    /(<!-- generated: ([\w-]+) -->\n)[\s\S]*?(<!-- end generated -->)/g,
    (_whole, open, name, close) => {
      const make = makers[name];
      if (make === undefined) throw new Error(`nothing makes the generated part "${name}"`);
      return `${open}${make()}\n${close}`;
    },
  );
}

function variablesTable(): string {
  const rows = (variables as readonly Variable[]).map(
    ({ name, default: fallback, secret, meaning }) =>
      `| \`${name}\` | ${fallback === undefined ? '' : `\`${fallback}\``} | ${meaning}${secret ? ' Secret: never printed.' : ''} |`,
  );
  return ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

function directionTable(): string {
  const rows = Object.entries(rules).map(([room, { rooms, packages, why }]) => {
    const libraries = packages === 'any' ? 'any' : packages.map((name) => `\`${name}\``).join(', ');
    return `| ${room} | ${rooms.join(', ')} | ${libraries || 'none'} | ${why} |`;
  });
  return ['| room | may import | packages | because |', '|---|---|---|---|', ...rows].join('\n');
}

function refusalsTable(): string {
  const rows = Object.entries(refusals).map(([code, status]) => `| \`${code}\` | ${status} |`);
  return ['| code | HTTP status |', '|---|---|', ...rows].join('\n');
}

const diagram = (name: string): string =>
  `\`\`\`mermaid\n${readProjectFile(`docs/diagrams/${name}.mmd`).trimEnd()}\n\`\`\``;
