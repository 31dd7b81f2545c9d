/** What needs a browser: the ONNX runtime of a page, and the ways from a page to a device. */
export { type GripDynamometer, gripDynamometers } from './grip-connect-catalogue.ts';
export {
  type GripConnectDevice,
  type GripConnectOptions,
  type GripLibraryDevice,
  type GripMeasurement,
  gripConnectDevice,
} from './grip-connect-device.ts';
export { type WebRuntimeOptions, webRuntime } from './onnx-runtime.ts';
export {
  bitalinoBluetooth,
  type WebBluetooth,
  type WebBluetoothCharacteristic,
  type WebBluetoothDevice,
  type WebBluetoothServer,
  webBluetoothTransport,
} from './web-bluetooth-transport.ts';
export { type WebSerial, type WebSerialPort, webSerialTransport } from './web-serial-transport.ts';
