/** Version of the package, set by the build. */
export const VERSION: string = typeof VARANUS_VERSION === "string" ? VARANUS_VERSION : "0.0.0-test";
