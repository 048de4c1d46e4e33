/** The build hands style sheets that a script imports over as text (build.mjs). */
declare module '*.css' {
  const css: string;
  export { css as default };
}
