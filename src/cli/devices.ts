import { deviceForms, listPorts, type PortList } from '#node';
import { print, printJson } from './output.ts';

/** Options of `devices`. */
export interface DevicesOptions {
  readonly json?: boolean;
}

/** What `devices` says to people. */
export function devicesText({ ports, notes }: PortList): string {
  const rows = [
    'virtual    a simulated participant, always there. SIMULATED',
    ...ports.map(({ path, about, isAllowed }) => {
      const words = [about, isAllowed ? undefined : 'no permission'].filter((word) => word !== undefined);
      return `serial:${path}${words.length > 0 ? `    ${words.join(', ')}` : ''}`;
    }),
  ];
  const lines = ['Devices:', ...rows.map((row) => `  ${row}`)];
  if (ports.length === 0) lines.push('', 'No serial port is seen.');
  if (notes.length > 0) lines.push('', ...notes.map((note) => `- ${note}`));
  lines.push('', `Any address can be typed by hand: ${deviceForms}.`);
  return lines.join('\n');
}

/** Lists what samples can come from, and says why something is missing. */
export async function runDevices({ json }: DevicesOptions): Promise<void> {
  const list = await listPorts();
  if (!json) {
    print(devicesText(list));
    return;
  }
  const serial = list.ports.map(({ path, ...port }) => ({ address: `serial:${path}`, ...port }));
  printJson({ devices: [{ address: 'virtual', about: 'SIMULATED', isAllowed: true }, ...serial], notes: list.notes });
}
