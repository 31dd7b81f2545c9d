import { emitKeypressEvents } from 'node:readline';
import { styleText } from 'node:util';
import type { LiveSession } from '#live';
import { type Paint, recordScreen } from './record-screen.ts';

const styles: Readonly<Record<Paint, Parameters<typeof styleText>[0]>> = {
  strong: 'bold',
  quiet: 'dim',
  good: 'cyan',
  bad: ['bold', 'yellow'],
  cue: ['bold', 'cyan'],
};

const framesPerSecond = 12;
const esc = '\u001b[';

/** What a key asks for; the rest is typed into an answer. */
function press(session: LiveSession, key: string, typed: string): string {
  const { phase, ask } = session.view().guide;
  switch (key) {
    case 'p':
      session.command({ kind: 'pain' });
      return '';
    case 'q':
      session.command({ kind: 'abort' });
      return '';
    case 'return':
    case 'enter':
      if (ask) session.command({ kind: 'answer', value: typed === '' ? null : Number(typed) });
      else if (phase === 'ready') session.command({ kind: 'begin' });
      else if (phase === 'paused') session.command({ kind: 'resume' });
      return '';
    case 'space':
      session.command({ kind: phase === 'paused' ? 'resume' : 'pause' });
      return typed;
    case 'r':
      session.command({ kind: 'repeat' });
      return typed;
    case 's':
      session.command({ kind: 'skip' });
      return typed;
    case 'backspace':
      return typed.slice(0, -1);
    default:
      return ask && /^[\d.]$/.test(key) ? `${typed}${key}`.slice(0, 4) : typed;
  }
}

/**
 * Draws a running test on the whole terminal and takes keys, until the returned function ends it and gives the terminal
 * back as it was. Ctrl-C aborts the test, which is then closed properly.
 */
export function recordTerminal(session: LiveSession, title: string): () => void {
  const { stdin, stdout } = process;
  let typed = '';
  const onKey = (text: string | undefined, key: { name?: string; ctrl?: boolean }): void => {
    const name = key.ctrl && key.name === 'c' ? 'q' : (key.name ?? text ?? '');
    typed = press(session, /^[\d.]$/.test(text ?? '') ? (text as string) : name, typed);
  };
  const draw = (): void => {
    const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 };
    const paint = (style: Paint, text: string) => styleText(styles[style], text);
    const rows = recordScreen(session.view(), { ...size, title, typed, paint });
    // Each row is cleared behind its end, so nothing flickers.
    stdout.write(`${esc}H${rows.map((row) => `${row}${esc}K`).join('\r\n')}${esc}J`);
  };
  emitKeypressEvents(stdin);
  stdin.setRawMode?.(true);
  stdin.on('keypress', onKey);
  stdin.resume();
  stdout.write(`${esc}?1049h${esc}?25l`);
  const timer = setInterval(draw, 1000 / framesPerSecond);
  draw();
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    clearInterval(timer);
    stdin.off('keypress', onKey);
    stdin.setRawMode?.(false);
    stdin.pause();
    process.off('exit', end);
    stdout.write(`${esc}?25h${esc}?1049l`);
  };
  process.on('exit', end);
  return end;
}
