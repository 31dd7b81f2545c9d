import { z } from 'zod';
import { sideField } from './fields.ts';

/** Address of a device as people type it. A recording that is played is named by its id: `recording:ID`. */
export const addressField = z.string().min(1).max(300).meta({
  description: 'virtual, serial:PATH, tcp:HOST:PORT, opensignals:HOST:PORT[/MAC], recording:ID',
  example: 'virtual:seed=3',
});

export const devicesSchema = z
  .object({
    devices: z.array(
      z.object({
        address: z.string(),
        about: z.string().nullable(),
        isAllowed: z.boolean(),
        isSimulated: z.boolean(),
      }),
    ),
    notes: z.array(z.string()).meta({ description: 'why something may be missing, and what to do' }),
    forms: z.string().meta({ description: 'what an address may look like' }),
    sensors: z.array(z.object({ id: z.string(), name: z.string() })).meta({ description: 'for channels in counts' }),
  })
  .meta({ id: 'Devices' });
export type Devices = z.infer<typeof devicesSchema>;

export const deviceFactsSchema = z
  .object({
    model: z.string(),
    firmware: z.string().optional(),
    batteryV: z.number().optional(),
    batteryPercent: z.number().optional(),
    simulated: z.literal(true).optional(),
  })
  .meta({ id: 'DeviceFacts' });

/** A device that was opened, and closed again: who it is, and what it can deliver. */
export const openedDeviceSchema = z
  .object({
    address: z.string(),
    facts: deviceFactsSchema,
    fs: z.number(),
    channels: z.array(
      z.object({
        name: z.string(),
        unit: z.string(),
        bits: z.int().optional(),
        kind: z.enum(['emg', 'force', 'other']).optional(),
      }),
    ),
  })
  .meta({ id: 'OpenedDevice' });
export type OpenedDevice = z.infer<typeof openedDeviceSchema>;

/** A load cell's calibration, as `calibrate-force` writes it: the text of its file. */
const calibrationField = z
  .string()
  .max(100_000)
  .meta({ description: 'text of a calibration that calibrate-force wrote' });

/** What a channel of the device is in a test. */
export const channelChoiceSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      name: z.string().min(1).max(80),
      kind: z.literal('emg'),
      sensor: z.exactOptional(z.string()),
      muscle: z.exactOptional(z.string().max(80)),
      side: z.exactOptional(sideField),
    }),
    z.strictObject({
      name: z.string().min(1).max(80),
      kind: z.literal('force'),
      calibration: z.exactOptional(calibrationField),
      side: z.exactOptional(sideField),
    }),
    z.strictObject({ name: z.string().min(1).max(80), kind: z.literal('other') }),
  ])
  .meta({ id: 'ChannelChoice' });
export type ChannelChoice = z.infer<typeof channelChoiceSchema>;

/** The device of a test with its channels. Of a virtual person nothing more is needed: its wiring is known. */
export const wiringSchema = z
  .strictObject({
    address: addressField,
    channels: z.exactOptional(z.array(channelChoiceSchema).min(1).max(16)),
    hand: z.exactOptional(sideField),
  })
  .meta({ id: 'Wiring' });
export type Wiring = z.infer<typeof wiringSchema>;
