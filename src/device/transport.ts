/** What a line tells while it is open. */
export interface TransportEvents {
  /** Bytes came, cut anywhere. They may be kept: nobody else writes into them. */
  onBytes(bytes: Uint8Array): void;
  /** The line broke and is closed; `reason` in words. Not called after `close`. */
  onLost(reason: string): void;
}

/** An open line of bytes in both directions. */
export interface TransportLine {
  /** Sends bytes. @throws DeviceError when the line is gone. */
  send(bytes: Uint8Array): Promise<void>;
  /** Closes it, as often as one likes. */
  close(): Promise<void>;
}

/** A way to a device that speaks in bytes: a serial port, TCP, Bluetooth. The bytes' meaning is not its business. */
export interface Transport {
  /** Address as people type it, such as `serial:/dev/rfcomm0` or `tcp:192.168.4.1:8001`. */
  readonly address: string;
  /**
   * Opens a line; may be called again after one is closed or lost.
   *
   * @throws DeviceError when there is nothing to open, or no permission: what, where, and how to fix it.
   * @throws CancelledError when stopped.
   */
  connect(events: TransportEvents, signal?: AbortSignal): Promise<TransportLine>;
}
