// Reads {"jwks", "credential", "list", "issuer", "audience"} as JSON from stdin, verifies both tokens offline, and prints {"payload", "status"}; else the reason.
import { createLocalJWKSet, jwtVerify } from "jose";
import { getListFromStatusListJWT, getStatusListFromJWT } from "@sd-jwt/jwt-status-list";

let text = "";
for await (const part of process.stdin) text += part;
const { jwks, credential, list, issuer, audience } = JSON.parse(text);
const keys = createLocalJWKSet(jwks);
try {
  const { payload } = await jwtVerify(credential, keys, { typ: "tenure+jwt", issuer, audience });
  const { idx, uri } = getStatusListFromJWT(credential);
  await jwtVerify(list, keys, { typ: "statuslist+jwt", issuer, subject: uri });
  console.log(JSON.stringify({ payload, status: getListFromStatusListJWT(list).getStatus(idx) }));
} catch (fault) {
  console.log(fault.message);
}
