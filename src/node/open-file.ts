import { spawn } from 'node:child_process';

/** The command that opens a file with its program, or nothing where there is no desktop. */
function opener(): string | undefined {
  if (process.platform === 'darwin') return 'open';
  if (process.platform === 'win32') return 'explorer';
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'xdg-open' : undefined;
}

/** Opens a file in the user's browser where there is a desktop; tells whether it tried. */
export function openFile(path: string): boolean {
  const command = opener();
  if (command === undefined || process.env.CI) return false;
  const child = spawn(command, [path], { detached: true, stdio: 'ignore' });
  // A desktop without the opener is no reason to fail: the path is printed anyway.
  child.on('error', () => undefined);
  child.unref();
  return true;
}
