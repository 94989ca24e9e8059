/** A badge: the bytes of a file (PNG, SVG, JSON), or a text (JSON, JWT). */
export type Badge = string | ArrayBuffer | ArrayBufferView;

export interface Options {
  /** The moment asked about; now, unless said otherwise. */
  at?: Date | string;
  /** What the file is called, for the report. */
  name?: string;
  /** The e-mail address or identifier of the person the badge should have been awarded to. */
  recipient?: string;
  /** What is known already, by address. You answer for it: it counts as if you had fetched it yourself. */
  resources?: Record<string, string | ArrayBuffer | ArrayBufferView | Resource>;
  /** Asks issuers what a verdict lacks. Without it nobody is asked. Only https to public names is asked for. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
}

/** What stood at an address. */
export interface Resource {
  body?: string | ArrayBuffer | ArrayBufferView;
  /** 404 and 410 are answers, too. */
  status?: number;
  mediaType?: string;
  /** When it was fetched; without it, its age is not known. */
  fetchedAt?: Date | string;
  finalUrl?: string;
}

export type Verdict = "valid" | "invalid" | "indeterminate";
export type Outcome = "passed" | "failed" | "unknown" | "notApplicable";
export type Axis = "integrity" | "issuer" | "status" | "validity" | "recipient";

/** What went wrong: a code of the verifier, and a detail for developers. */
export interface Problem {
  code: string;
  detail: string;
  at?: string;
}

/** One line of the report. Without an axis it is advisory. */
export interface Check extends Partial<Problem> {
  axis?: Axis;
  subject: string;
  of: string;
  outcome: Outcome;
  notes: Problem[];
}

/** An address that would have to be asked, and for what. */
export interface Request {
  url: string;
  purpose: string;
}

/** The answer. `verdict` is `valid` only when nothing that decides is unknown. */
export interface Report {
  tool: { name: string; version: string };
  at: string;
  asOf?: string;
  input: { name: string; bytes: number; container: string; sha256?: string; format?: string; dataModel?: string };
  verdict: Verdict;
  /** The code that the verdict rests on, where it is not `valid`. */
  reason: string | null;
  /** Who signed, as far as that is proven. */
  signer?: { kind: "trusted" | "domain" | "key"; id: string; name?: string };
  axes: Record<Axis, Outcome>;
  checks: Check[];
  wanted: Request[];
  foreseen: Request[];
  evidence: { url: string; fetchedAt: string | null; origin: "fetched" | "host" | "saved" | "supplied"; signedBy?: string }[];
  credential?: Credential;
  /** Credentials inside a presentation or record, each with its own report. */
  members: Report[];
  endorsements?: Report[];
  newer?: Report;
}

/** What the credential says of itself, in short. Nothing here is proven by being here. */
export interface Credential {
  id?: string;
  achievement?: { id?: string; name?: string; description?: string; criteria?: { id?: string; narrative?: string } };
  issuer?: { id?: string; name?: string };
  subject?: { id?: string; name?: string; email?: string; identifier?: string; hashed?: boolean };
  validFrom?: string;
  validUntil?: string;
  awardedDate?: string;
}

/** Verifies a badge; promises the report of the first credential in it. Rejects where there is none. */
export function verify(badge: Badge, options?: Options): Promise<Report>;

/** Verifies several; what one of them had to ask for serves all. `null` stands where there was no badge. */
export function verifyMany(badges: Iterable<Badge>, options?: Options): Promise<(Report | null)[]>;
