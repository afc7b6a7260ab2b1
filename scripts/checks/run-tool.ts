import { spawn } from 'node:child_process';
import { projectRoot } from './project-files.ts';
import type { Report } from './report.ts';

/** Runs a tool of node_modules/.bin; its output lines are the problems when it fails. */
export function runTool(tool: string, args: readonly string[]): Promise<Report> {
  return new Promise((resolve) => {
    const child = spawn(tool, args, {
      cwd: projectRoot,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1' },
    });
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => chunks.push(text));
    child.on('error', (error) => resolve({ note: '', problems: [`${tool} does not start: ${error.message}`] }));
    child.on('close', (code) => {
      const lines = chunks
        .join('')
        .split('\n')
        .filter((line) => line.trim() !== '');
      const last = lines.findLast((line) => /\d/.test(line))?.trim() ?? '';
      resolve(
        code === 0
          ? { note: last, problems: [] }
          : { note: '', problems: lines.length > 0 ? lines : [`${tool} exits with ${code}`] },
      );
    });
  });
}
