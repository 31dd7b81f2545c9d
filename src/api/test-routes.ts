import { z } from 'zod';
import { created, json } from './answers.ts';
import { devicesSchema, openedDeviceSchema, wiringSchema } from './device-schemas.ts';
import {
  columnsHeadSchema,
  commandSchema,
  fromPageSchema,
  fromServerSchema,
  liveStateSchema,
  signalHeadSchema,
  startCheckSchema,
  startTestSchema,
} from './live-schemas.ts';
import { listedProtocolSchema, ratingScaleSchema } from './protocol-schemas.ts';
import type { Route } from './route.ts';

/** Protocols, devices, and the running test. */
export const testRoutes = {
  protocols: {
    method: 'GET',
    path: '/api/protocols',
    what: 'the built-in protocols',
    group: 'protocols',
    answer: json(z.array(listedProtocolSchema)),
  },
  checkProtocol: {
    method: 'POST',
    path: '/api/protocols/check',
    what: 'reads the text of a protocol file, or says its first fault with its place',
    group: 'protocols',
    body: z.strictObject({ text: z.string().max(200_000) }),
    answer: json(listedProtocolSchema),
  },
  ratingScales: {
    method: 'GET',
    path: '/api/rating-scales',
    what: 'scales on which a person says how hard it was',
    group: 'protocols',
    answer: json(z.array(ratingScaleSchema)),
  },
  devices: {
    method: 'GET',
    path: '/api/devices',
    what: 'what samples can come from, and why something may be missing',
    group: 'devices',
    answer: json(devicesSchema),
  },
  openDevice: {
    method: 'POST',
    path: '/api/devices/open',
    what: 'connects, asks the device who it is and what it delivers, and closes it again',
    group: 'devices',
    body: wiringSchema,
    answer: json(openedDeviceSchema),
  },
  live: {
    method: 'GET',
    path: '/api/live',
    what: 'the signal check or test that runs or ran last; null before the first',
    group: 'live',
    answer: json(liveStateSchema.nullable()),
  },
  startCheck: {
    method: 'POST',
    path: '/api/live/check',
    what: 'streams the signal of a device, with lights; nothing is written. Ends an earlier check',
    group: 'live',
    body: startCheckSchema,
    answer: created(liveStateSchema),
  },
  startTest: {
    method: 'POST',
    path: '/api/live/test',
    what: 'starts a guided test: it connects and waits for begin. Ends a check; refused while a test runs',
    group: 'live',
    body: startTestSchema,
    answer: created(liveStateSchema),
  },
  command: {
    method: 'POST',
    path: '/api/live/command',
    what: 'what whoever leads the test asks for; what makes no sense now is told as a refused notice',
    group: 'live',
    body: commandSchema,
    answer: json(liveStateSchema),
  },
  endLive: {
    method: 'DELETE',
    path: '/api/live',
    what: 'ends a check, or aborts a test; what was recorded is kept. Answers when everything is on the disk',
    group: 'live',
    answer: json(liveStateSchema.nullable()),
  },
  liveStream: {
    method: 'GET',
    path: '/api/live/stream',
    what: 'state at once and after each change, view 20 times a second, notices, samples and columns; a page that reloads connects again, one that stalled asks for a replay of at most 60 s',
    group: 'live',
    answer: {
      kind: 'socket',
      sends: fromServerSchema,
      takes: fromPageSchema,
      heads: [signalHeadSchema, columnsHeadSchema],
    },
  },
} as const satisfies Readonly<Record<string, Route>>;
