/** The page and its API over HTTP and WebSocket, for this computer alone. */
export {};
