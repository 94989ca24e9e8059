/** What `<proof-mark>` found out: the report of the first badge in the file. */
export type Verdict = "valid" | "invalid" | "indeterminate";

export interface ProofMarkReport {
  verdict: Verdict;
  reason: string | null;
  at: string;
  signer?: { kind: "trusted" | "domain" | "key"; id: string; name?: string };
  axes: Record<"integrity" | "issuer" | "status" | "validity" | "recipient", "passed" | "failed" | "unknown" | "notApplicable">;
  wanted: { url: string; purpose: string }[];
  [member: string]: unknown;
}

/** Why there is no report: a code and a detail for developers. */
export interface ProofMarkProblem {
  code: string;
  detail: string;
}

export interface ProofMarkElement extends HTMLElement {
  /** The report, as soon as there is one; it changes when an issuer has answered. */
  readonly report?: ProofMarkReport;
  /** Checks the badge again, seen or not. Rejects with an error that has `code` and `detail`. */
  verify(): Promise<ProofMarkReport>;
}

declare global {
  interface HTMLElementTagNameMap {
    "proof-mark": ProofMarkElement;
  }
  interface HTMLElementEventMap {
    "proofmark-report": CustomEvent<ProofMarkReport>;
    "proofmark-error": CustomEvent<ProofMarkProblem>;
  }
}
