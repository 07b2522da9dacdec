// Reads {"jwks", "signature", "payload" (base64)} as JSON from stdin; prints the protected header when the signature holds, else the reason.
import { createLocalJWKSet, flattenedVerify } from "jose";

let text = "";
for await (const part of process.stdin) text += part;
const { jwks, signature, payload } = JSON.parse(text);
const [head, none, sign] = signature.split(".");
try {
  if (none !== "") throw new Error("The payload is not detached.");
  const { protectedHeader } = await flattenedVerify({ protected: head, payload: Buffer.from(payload, "base64"), signature: sign }, createLocalJWKSet(jwks));
  console.log(JSON.stringify(protectedHeader));
} catch (fault) {
  console.log(fault.message);
}
