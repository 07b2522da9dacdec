// Passes a port of its own loopback on to another host: webhooks by plain HTTP go to loopback only, and in a container that is the container's own.
const net = require("net");

const [port, host] = process.argv.slice(2);

net
  .createServer((near) => {
    const far = net.connect(Number(port), host);
    near.pipe(far).pipe(near);
    near.on("error", () => far.destroy());
    far.on("error", () => near.destroy());
  })
  .listen(Number(port), "127.0.0.1");
