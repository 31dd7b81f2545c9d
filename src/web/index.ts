/** What needs a browser: the ONNX runtime of a page, and the ways from a page to a device. */
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
