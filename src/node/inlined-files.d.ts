/** A file as a `data:` URL in base64, put into the bundle when it is built. */
declare module '*?url&inline' {
  const dataUrl: string;
  // biome-ignore lint/style/noDefaultExport: Vite gives a file's URL as the default.
  export default dataUrl;
}
