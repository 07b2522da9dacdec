// Stands in for axllent/mailpit: takes mail on 1025 and lists it as JSON on 8025.
const { SMTPServer } = require("smtp-server");
const http = require("http");

const taken = [];

new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  onData(stream, session, done) {
    let text = "";
    stream.on("data", (chunk) => (text += chunk));
    stream.on("end", () => {
      taken.push({ from: session.envelope.mailFrom.address, to: session.envelope.rcptTo.map((r) => r.address), text });
      done();
    });
  },
}).listen(1025, "0.0.0.0");

http
  .createServer((_, answer) => {
    answer.setHeader("content-type", "application/json");
    answer.end(JSON.stringify({ total: taken.length, messages: taken }));
  })
  .listen(8025, "0.0.0.0");
