import type { Device, DeviceEvent, DeviceFormat } from '#device';

/** Who listens to a device beside its reader. */
export interface Tap {
  onFormat(format: DeviceFormat): void;
  onEvent(event: DeviceEvent): void;
}

/** The same device, with somebody who hears what it tells just before its reader does. */
export function tappedDevice(device: Device, { onFormat, onEvent }: Tap): Device {
  async function* tapped(events: AsyncIterable<DeviceEvent>): AsyncGenerator<DeviceEvent> {
    for await (const event of events) {
      onEvent(event);
      yield event;
    }
  }
  return {
    address: device.address,
    open: (signal) => device.open(signal),
    close: () => device.close(),
    async acquire(options) {
      const running = await device.acquire(options);
      onFormat(running.format);
      return {
        format: running.format,
        events: tapped(running.events),
        stop: () => running.stop(),
        ...(running.setOutputs && { setOutputs: (outputs) => running.setOutputs?.(outputs) ?? Promise.resolve() }),
        ...(running.cue && { cue: (cue) => running.cue?.(cue) }),
      };
    },
  };
}
