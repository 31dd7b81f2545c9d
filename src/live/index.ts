/** A running test: device, recorder, protocol, indices and classifier as one session, the same for terminal and page. */
export {};
