import type { Report } from "./report.js";

export * from "./report.js";

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

/** A module of WebAssembly, compiled, or its bytes. */
export type Module = WebAssembly.Module | ArrayBuffer | ArrayBufferView;

/**
 * Brings the verifier beforehand. Where its modules cannot be found beside it or may not be compiled, hand
 * over `proofmark/program.wasm` and `proofmark/keys.wasm`.
 */
export function load(modules?: { program?: Module; keys?: Module }): Promise<void>;

/** Verifies a badge; promises the report of the first credential in it. Rejects where there is none. */
export function verify(badge: Badge, options?: Options): Promise<Report>;

/** Verifies several; what one of them had to ask for serves all. `null` stands where there was no badge. */
export function verifyMany(badges: Iterable<Badge>, options?: Options): Promise<(Report | null)[]>;
