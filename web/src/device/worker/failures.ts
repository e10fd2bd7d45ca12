import { ERRORS } from "../../protocol/catalogue";
import type { CatalogueError } from "../../protocol/catalogue";
import type { Failure, LocalCode } from "../api";

/** Thrown in the worker, told outside as its `failure`. */
export class DeviceError extends Error {
  readonly failure: Failure;
  /** The node said it, and this is its entry of the catalogue. */
  readonly refusal: CatalogueError | null;
  readonly retryAfterMillis: number;

  constructor(failure: Failure, refusal: CatalogueError | null = null, retryAfterMillis = 0) {
    super(failure.code);
    this.failure = failure;
    this.refusal = refusal;
    this.retryAfterMillis = retryAfterMillis;
  }
}

/** This side found it. */
export function local(code: LocalCode, text: string): DeviceError {
  return new DeviceError({ code, text });
}

/** The node said no. */
export function refused(number: number, retryAfterMillis = 0): DeviceError {
  const error = ERRORS.find((each) => each.code === number) ?? INTERNAL;
  return new DeviceError({ code: error.name, text: error.text }, error, retryAfterMillis);
}

/** Whether asking again would lead to the same. */
export function isForGood(error: DeviceError): boolean {
  return error.refusal !== null && error.refusal.retry === "never";
}

export function isRefused(error: unknown, name: string): error is DeviceError {
  return error instanceof DeviceError && error.refusal?.name === name;
}

export const unreachable = () => local("NODE_UNREACHABLE", "The node cannot be reached; it is tried again by itself.");

export const notUnderstood = () =>
  local("NODE_NOT_UNDERSTOOD", "The node answered in a way that this page does not understand; load the page again.");

/** What to tell of anything that was thrown. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof DeviceError) {
    return thrown.failure;
  }
  return { code: "CLOSED", text: "This page made a mistake and starts over; try again." };
}

const INTERNAL: CatalogueError = {
  code: 55,
  name: "INTERNAL",
  http: 500,
  retry: "later",
  text: "The node made a mistake and wrote it to its log; try again.",
};
