// The peers' side of the comparison: what their users would write, with everything they would fetch in
// memory. Bundled by esbuild, and run by compare.js in the same page over the same files.
import { DataIntegrityProof } from "@digitalbazaar/data-integrity";
import { cryptosuite as ecdsa } from "@digitalbazaar/ecdsa-rdfc-2019-cryptosuite";
import { cryptosuite as eddsa } from "@digitalbazaar/eddsa-rdfc-2022-cryptosuite";
import { verifyCredential } from "@digitalbazaar/vc";
import { checkStatus } from "@digitalbazaar/vc-bitstring-status-list";
import { importJWK, compactVerify } from "jose";
import extract from "png-chunks-extract";

const utf8 = new TextDecoder();

/// Makes the peers ready. `context` gives the text of a context, `list` is the status list.
export function peers(context, listUrl, list, now) {
  const kept = new Map([[listUrl, JSON.parse(list)]]);
  const documentLoader = async (url) => {
    if (!kept.has(url)) kept.set(url, url.startsWith("did:key:") ? didKey(url) : JSON.parse(context(url)));
    return { contextUrl: null, documentUrl: url, document: kept.get(url) };
  };
  const suite = [eddsa, ecdsa].map((cryptosuite) => new DataIntegrityProof({ cryptosuite }));

  async function digitalBazaar(text) {
    const credential = JSON.parse(text);
    const options = { credential, suite, documentLoader, now };
    if (credential.credentialStatus) options.checkStatus = checkStatus;
    const { verified, statusResult } = await verifyCredential(options);
    return verified && (statusResult?.results ?? []).every((one) => one.status === false);
  }

  const keys = new Map();
  async function jose(text) {
    const { kid, alg } = JSON.parse(atob(text.slice(0, text.indexOf("."))));
    if (!keys.has(kid)) keys.set(kid, await importJWK(ed25519(kid), alg));
    const { payload } = await compactVerify(text, keys.get(kid));
    return JSON.parse(utf8.decode(payload)).id !== undefined;
  }

  async function png(bytes) {
    const { data } = extract(bytes).find(({ name }) => name === "iTXt");
    // The keyword and five bytes before the text: no compression, no language, no translation.
    return digitalBazaar(utf8.decode(data.subarray(data.indexOf(0) + 5)));
  }

  const text = (verify) => (bytes) => verify(utf8.decode(bytes));
  return {
    full: { name: "Digital Bazaar", verify: text(digitalBazaar) },
    ecdsa: { name: "Digital Bazaar", verify: text(digitalBazaar) },
    jwt: { name: "jose, signature only", verify: text(jose) },
    png: { name: "png-chunks-extract, Digital Bazaar", verify: png },
  };
}

/// The document of a did:key, or of the key in it.
function didKey(url) {
  const [did, fragment] = url.split("#");
  const name = did.slice("did:key:".length);
  const id = `${did}#${name}`;
  const method = { id, type: "Multikey", controller: did, publicKeyMultibase: name };
  const key = "https://w3id.org/security/multikey/v1";
  if (fragment) return { "@context": key, ...method };
  const context = ["https://www.w3.org/ns/did/v1", key];
  return { "@context": context, id: did, verificationMethod: [method], assertionMethod: [id] };
}

/// The key in a did:key of Ed25519, as a JWK.
function ed25519(url) {
  const letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  let number = 0n;
  for (const letter of url.split("#")[1].slice(1)) number = number * 58n + BigInt(letters.indexOf(letter));
  const bytes = number.toString(16).padStart(68, "0").match(/../g).map((pair) => parseInt(pair, 16));
  const x = btoa(String.fromCharCode(...bytes.slice(2))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");
  return { kty: "OKP", crv: "Ed25519", x };
}
