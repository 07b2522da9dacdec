// A mail server that prints each message as a line of JSON. Recipients that begin with "gone" do not exist, those with "later" are deferred.
const { SMTPServer } = require('smtp-server');

const settings = JSON.parse(process.argv[2]);
const server = new SMTPServer({
  ...settings,
  logger: false,
  onAuth: (auth, session, done) => auth.username === 'registry' && auth.password === 'secret' ? done(null, { user: auth.username }) : done(new Error('no')),
  onRcptTo: (address, session, done) => {
    const status = address.address.startsWith('gone') ? 550 : address.address.startsWith('later') ? 451 : 0;
    return status === 0 ? done() : done(Object.assign(new Error('refused'), { responseCode: status }));
  },
  onData: (stream, session, done) => {
    const parts = [];
    stream.on('data', part => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      console.log(JSON.stringify({ from: mailFrom.address, to: rcptTo.map(r => r.address), secure: session.secure, user: session.user ?? null, raw: Buffer.concat(parts).toString('utf8') }));
      done();
    });
  },
});
server.on('error', () => { });
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.server.address().port })));
process.stdin.on('end', () => process.exit(0)).resume();
