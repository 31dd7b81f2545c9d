import type { ListedProtocol } from '#api';
import { deviceForms, listPorts } from '#node';
import { builtInProtocols, type Protocol, parseProtocol, protocolDuration, ratingScales, startGuide } from '#protocol';
import { sensors } from '#recording';
import type { SomeHandlers } from './handlers.ts';
import type { LivePlace } from './live-place.ts';
import { RefusedRequest } from './refused-request.ts';
import { pageDevice, type WiringContext } from './wiring.ts';

function needsForce(protocol: Protocol): boolean {
  try {
    startGuide(protocol, { fs: 100, effort: 'emg' });
    return false;
  } catch {
    return true;
  }
}

function listed(protocol: Protocol): ListedProtocol {
  return { protocol, duration: { ...protocolDuration(protocol) }, needsForce: needsForce(protocol) };
}

/** Longest wait for a device that does not answer (ms). */
const openWithinMs = 20_000;

/** Handlers of protocols, devices and the running test. */
export function testHandlers(
  live: LivePlace,
  context: WiringContext,
): SomeHandlers<
  | 'protocols'
  | 'checkProtocol'
  | 'ratingScales'
  | 'devices'
  | 'openDevice'
  | 'live'
  | 'startCheck'
  | 'startTest'
  | 'command'
  | 'endLive'
  | 'liveStream'
> {
  return {
    protocols: () => builtInProtocols.map(listed),
    checkProtocol: ({ body }) => listed(parseProtocol(body.text, { file: 'the pasted protocol' })),
    ratingScales: () =>
      Object.values(ratingScales).map((scale) => ({
        ...scale,
        anchors: scale.anchors.map(([value, words]): [number, string] => [value, words]),
      })),
    async devices() {
      const { ports, notes } = await listPorts();
      return {
        devices: [
          { address: 'virtual', about: 'SIMULATED', isAllowed: true, isSimulated: true },
          ...ports.map(({ path, about, isAllowed }) => ({
            address: `serial:${path}`,
            about: about ?? null,
            isAllowed,
            isSimulated: false,
          })),
        ],
        notes: [...notes],
        forms: deviceForms,
        sensors: sensors.map(({ id, name }) => ({ id, name })),
      };
    },
    async openDevice({ body }) {
      if (live.isTesting) {
        throw new RefusedRequest('BUSY', 'A test is running.', 'Look at devices when it is over.');
      }
      await live.end();
      const device = pageDevice(body.address, context);
      try {
        const facts = await device.open(AbortSignal.timeout(openWithinMs));
        const running = await device.acquire();
        const { format } = running;
        await running.stop();
        return {
          address: body.address,
          facts: { ...facts },
          fs: format.fs,
          channels: format.channels.map((channel) => ({ ...channel })),
        };
      } finally {
        await device.close();
      }
    },
    live: () => live.state(),
    startCheck: ({ body }) => live.startCheck(body.wiring),
    startTest: ({ body }) => live.startTest(body),
    command: ({ body }) => live.command(body),
    endLive: () => live.end(),
    liveStream: (socket) => live.connect(socket),
  };
}
