// A platform's webhook receiver in one file: Node.js 18 or later, no packages.
//   WEBHOOK_SECRET="whsec_…" PORT=8090 node receiver.mjs
// During a rotation give both secrets, with a space between. Each new event is printed as a line of JSON.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

const TOLERANCE = 5 * 60; // seconds
const LARGEST = 4 * 1024 * 1024; // bytes

/** Whether the registry sent exactly these bytes, lately (Standard Webhooks, "v1" signatures). */
export function isGenuine(secrets, headers, body, now = Math.floor(Date.now() / 1000)) {
  const id = headers["webhook-id"];
  const timestamp = headers["webhook-timestamp"];
  const signatures = headers["webhook-signature"];
  if (!id || !signatures || !/^[0-9]{1,15}$/.test(timestamp ?? "")) return false;
  if (Math.abs(now - Number(timestamp)) > TOLERANCE) return false;

  const given = signatures.split(" ").slice(0, 8).filter((s) => s.startsWith("v1,")).map((s) => Buffer.from(s.slice(3)));
  let genuine = false;
  for (const secret of secrets) {
    const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    const expected = Buffer.from(createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest("base64"));
    for (const signature of given) {
      // Every pair, each in constant time: how long it takes tells nothing about a secret.
      genuine = (signature.length === expected.length && timingSafeEqual(signature, expected)) || genuine;
    }
  }
  return genuine;
}

/** A server that answers 204 to what is genuine and hands each event on once; 400 to everything else. */
export function receiver(secrets, take) {
  const seen = new Set(); // In production: a table, kept for a week.
  return createServer((request, response) => {
    const parts = [];
    let size = 0;
    request.on("data", (part) => {
      size += part.length;
      if (size > LARGEST) request.destroy();
      else parts.push(part);
    });
    request.on("error", () => {});
    request.on("end", () => {
      const body = Buffer.concat(parts);
      if (request.method !== "POST" || !isGenuine(secrets, request.headers, body)) {
        response.writeHead(400).end();
        return;
      }
      // Keep it, answer, and only then work: a receipt is no outcome.
      const events = [JSON.parse(body.toString("utf8"))].flat();
      for (const event of events.filter((e) => !seen.has(e.id))) {
        seen.add(event.id);
        take(event);
      }
      response.writeHead(204).end();
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const secrets = (process.env.WEBHOOK_SECRET ?? "").split(" ").filter(Boolean);
  if (secrets.length === 0) {
    console.error("Set WEBHOOK_SECRET.");
    process.exit(2);
  }
  const server = receiver(secrets, (event) => console.log(JSON.stringify(event)));
  server.listen(Number(process.env.PORT ?? 8090), "127.0.0.1", () => console.error(`Listening on http://127.0.0.1:${server.address().port}/`));
}
