/** Registry signatures as npm makes them: ECDSA over P-256, a key made at start. */
import { createPublicKey, generateKeyPairSync, hash, sign } from "node:crypto";
import type { Signature } from "./packument.js";

export interface PublicKey {
  readonly expires: null;
  readonly keyid: string;
  readonly keytype: "ecdsa-sha2-nistp256";
  readonly scheme: "ecdsa-sha2-nistp256";
  /** SubjectPublicKeyInfo, DER in base64. */
  readonly key: string;
}

export interface Signer {
  readonly publicKey: PublicKey;
  /** The same text has the same signature for as long as the signer lives, so that ETags hold. */
  readonly sign: (text: string) => Signature;
}

export function createSigner(): Signer {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const der = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const keyid = `SHA256:${hash("sha256", der, "base64").replace(/=+$/, "")}`;
  const made = new Map<string, Signature>();
  return {
    publicKey: {
      expires: null,
      keyid,
      keytype: "ecdsa-sha2-nistp256",
      scheme: "ecdsa-sha2-nistp256",
      key: der.toString("base64"),
    },
    sign(text) {
      const signature = made.get(text) ?? {
        keyid,
        sig: sign("sha256", Buffer.from(text), privateKey).toString("base64"),
      };
      made.set(text, signature);
      return signature;
    },
  };
}
