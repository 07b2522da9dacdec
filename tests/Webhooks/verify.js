// Reads {"secret", "headers", "body"} as JSON from stdin; prints "ok" when the signature holds, else the reason.
const { Webhook } = require("standardwebhooks");

let text = "";
process.stdin.on("data", (part) => (text += part));
process.stdin.on("end", () => {
  const { secret, headers, body } = JSON.parse(text);
  try {
    new Webhook(secret).verify(body, headers);
    console.log("ok");
  } catch (fault) {
    console.log(fault.message);
  }
});
