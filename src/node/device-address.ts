import { ArgumentError, type Clock, UnsupportedError } from '#base';
import { bitalinoDevice, type Device, openSignalsStream } from '#device';
import { serialTransport } from './serial-transport.ts';
import { systemClock } from './system-clock.ts';
import { tcpTransport } from './tcp-transport.ts';
import { fileAt, type ReadPlayed, virtualAt } from './virtual-address.ts';

/** What the address of a device may look like, for messages and help. */
export const deviceForms = 'virtual, serial:PATH, tcp:HOST:PORT, opensignals:HOST:PORT[/MAC], file:PATH';

function refuse(address: string, what: string, fix: string): never {
  throw new ArgumentError(`device must be one of ${deviceForms}; got '${address}', ${what} — in deviceAt.`, fix);
}

/** Host and port of `HOST:PORT`; an IPv6 host may stand in brackets. */
export function hostAndPort(address: string, rest: string): { host: string; port: number } {
  const [, host, digits] = /^\[?(.+?)\]?:(\d{1,5})$/.exec(rest) ?? [];
  const port = Number(digits);
  if (!host || !(port >= 1 && port <= 65_535)) {
    return refuse(address, 'where host and port are missing', 'Write host and port, such as tcp:192.168.4.1:8001.');
  }
  return { host, port };
}

/** The form that was probably meant by an address without a scheme. */
function suggestion(address: string): string {
  if (/^(\/dev\/|COM\d+$)/i.test(address)) return `Write serial:${address}.`;
  if (/^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(address)) {
    return `Bind it to a port first: sudo rfcomm bind 0 ${address} 1, then write serial:/dev/rfcomm0.`;
  }
  if (/^[^/\\]+:\d+$/.test(address)) return `Write tcp:${address}.`;
  if (/[/\\.]/.test(address)) return `To play a recording, write file:${address}.`;
  return "See what is there with 'npm run -s myofade -- devices'.";
}

/**
 * The device at an address; a BITalino with `tellsCues` sets its outputs as its virtual person reads them.
 *
 * @param readPlayed reads a recording that is played; without it none is.
 * @throws ArgumentError when the address is in no known form. @throws UnsupportedError for a form that cannot be used yet.
 */
export function deviceAt(
  address: string,
  clock: Clock = systemClock(),
  { tellsCues = false, readPlayed }: { readonly tellsCues?: boolean; readonly readPlayed?: ReadPlayed } = {},
): Device {
  const [, scheme = address, rest = ''] = /^([a-z]+)(?::(.*))?$/s.exec(address) ?? [];
  switch (scheme) {
    case 'serial':
      if (rest === '') refuse(address, 'without a path', 'Write a port, such as serial:/dev/rfcomm0 or serial:COM5.');
      return bitalinoDevice({ transport: serialTransport(rest), clock, tellsCues });
    case 'tcp': {
      const { host, port } = hostAndPort(address, rest);
      return bitalinoDevice({ transport: tcpTransport(host, port), clock, tellsCues });
    }
    case 'virtual':
      return virtualAt(address, rest, clock);
    case 'file':
      if (rest === '') refuse(address, 'without a path', 'Write the path of a recording, such as file:rec.edf.');
      if (!readPlayed)
        throw new UnsupportedError(`No file is played here, got '${address}'.`, 'Choose another device.');
      return fileAt(address, rest, { clock, readPlayed });
    case 'opensignals': {
      const [, place = rest, mac] = /^(.*?)\/(.+)$/.exec(rest) ?? [];
      const { host, port } = hostAndPort(address, place);
      return openSignalsStream(tcpTransport(host, port), { clock, ...(mac !== undefined && { mac }) });
    }
    default:
      return refuse(address, 'which has no such beginning', suggestion(address));
  }
}
