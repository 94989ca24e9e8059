import type { Problem, Report } from "./report.js";

export * from "./report.js";

export interface ProofMarkElement extends HTMLElement {
  /** The report, as soon as there is one; it changes when an issuer has answered. */
  readonly report?: Report;
  /** Checks the badge again, seen or not. Rejects with an error that has `code` and `detail`. */
  verify(): Promise<Report>;
}

declare global {
  interface HTMLElementTagNameMap {
    "proof-mark": ProofMarkElement;
  }
  interface HTMLElementEventMap {
    /** What was found out: the report of the first badge in the file. */
    "proofmark-report": CustomEvent<Report>;
    /** Why there is no report. */
    "proofmark-error": CustomEvent<Problem>;
  }
}
