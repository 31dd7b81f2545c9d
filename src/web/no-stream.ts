/** The CSV library asks for Node's streams, and uses them in Node alone. A page has none. */
export {};
