/** Where electron-vite puts a module that it builds as a file of its own; `undefined` where tests run the source. */
declare module '*?modulePath' {
  const path: string | undefined;
  export default path;
}
