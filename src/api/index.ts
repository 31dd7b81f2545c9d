/** Schemas and routes that page and server share: what can be asked, and what comes back. No behaviour. */
export {};
