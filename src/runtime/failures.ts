import { VaranusError } from "../contracts/errors.js";
import type { Failure } from "./protocol.js";

/** An error as data, to cross between threads. Its inverse is `fromFailure`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof VaranusError) return { kind: "varanus", detail: error.toDetail() };
  if (error instanceof Error) {
    return { kind: "other", name: error.name, message: error.message, stack: error.stack ?? "" };
  }
  return { kind: "other", name: "Error", message: String(error), stack: "" };
}

/** The error that a worker has sent. */
export function fromFailure(failure: Failure): Error {
  if (failure.kind === "varanus") return VaranusError.fromDetail(failure.detail);
  const error = new Error(failure.message);
  error.name = failure.name;
  error.stack = failure.stack;
  return error;
}

/** The error of something that was given up because its caller wanted so. */
export function cancelled(message = "stopped as asked"): VaranusError {
  return new VaranusError({ code: "cancelled", message });
}
