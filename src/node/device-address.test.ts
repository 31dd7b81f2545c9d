import { expect, it } from 'vitest';
import { refusal } from '../base/check-refusal.ts';
import { devicesText } from '../cli/devices.ts';
import { deviceAt, hostAndPort } from './device-address.ts';

it.each([
  'serial:/dev/rfcomm0',
  'serial:COM5',
  'tcp:127.0.0.1:8001',
  'tcp:[::1]:8001',
  'opensignals:127.0.0.1:5555',
  'opensignals:localhost:5555/AA:BB:CC:DD:EE:01',
])('knows %s', (address) => {
  expect(deviceAt(address).address.replace('tcp:::1', 'tcp:[::1]')).toBe(address);
});

it('parts host and port', () => {
  expect(hostAndPort('tcp:[::1]:80', '[::1]:80')).toEqual({ host: '::1', port: 80 });
});

it('says how to write what it does not know', () => {
  const addresses = [
    '/dev/rfcomm0',
    'COM3',
    '192.168.4.1:8001',
    '20:16:07:18:17:86',
    'a/rec.edf',
    'bitalino',
    'tcp:host',
    'serial:',
    'tcp:host:70000',
  ];
  expect(addresses.map((address) => refusal(() => deviceAt(address)).replace(/^.*; got /, ''))).toMatchInlineSnapshot(`
    [
      "'/dev/rfcomm0', which has no such beginning — in deviceAt. Write serial:/dev/rfcomm0.",
      "'COM3', which has no such beginning — in deviceAt. Write serial:COM3.",
      "'192.168.4.1:8001', which has no such beginning — in deviceAt. Write tcp:192.168.4.1:8001.",
      "'20:16:07:18:17:86', which has no such beginning — in deviceAt. Bind it to a port first: sudo rfcomm bind 0 20:16:07:18:17:86 1, then write serial:/dev/rfcomm0.",
      "'a/rec.edf', which has no such beginning — in deviceAt. To play a recording, write file:a/rec.edf.",
      "'bitalino', which has no such beginning — in deviceAt. See what is there with 'npm run -s myofade -- devices'.",
      "'tcp:host', where host and port are missing — in deviceAt. Write host and port, such as tcp:192.168.4.1:8001.",
      "'serial:', without a path — in deviceAt. Write a port, such as serial:/dev/rfcomm0 or serial:COM5.",
      "'tcp:host:70000', where host and port are missing — in deviceAt. Write host and port, such as tcp:192.168.4.1:8001.",
    ]
  `);
});

it('lists devices with what is missing', () => {
  expect(
    devicesText({
      ports: [
        { path: '/dev/rfcomm0', about: 'Bluetooth', isAllowed: true },
        { path: '/dev/ttyUSB0', isAllowed: false },
      ],
      notes: ['No permission to use /dev/ttyUSB0.'],
    }),
  ).toMatchInlineSnapshot(`
    "Devices:
      virtual    a simulated participant, always there. SIMULATED
      serial:/dev/rfcomm0    Bluetooth
      serial:/dev/ttyUSB0    no permission

    - No permission to use /dev/ttyUSB0.

    Any address can be typed by hand: virtual, serial:PATH, tcp:HOST:PORT, opensignals:HOST:PORT[/MAC], file:PATH."
  `);
  expect(devicesText({ ports: [], notes: [] })).toContain('No serial port is seen.');
});
