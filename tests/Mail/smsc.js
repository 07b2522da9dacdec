// An SMS centre (SMPP 3.4) that prints each short message as a line of JSON and reports it: to numbers that end with 0000 as not deliverable, to all others as delivered.
const smpp = require('smpp');

const parts = new Map();
let next = 1;
const server = smpp.createServer({}, session => {
  const take = pdu => session.send(pdu.response());
  session.on('bind_transceiver', take);
  session.on('bind_transmitter', take);
  session.on('bind_receiver', take);
  session.on('enquire_link', take);
  session.on('unbind', take);
  session.on('error', () => { });
  session.on('submit_sm', pdu => {
    const id = String(next++);
    session.send(pdu.response({ message_id: id }));
    const { udh, message } = pdu.short_message;
    const head = udh?.find(u => u[0] === 0);
    const [key, count, place] = head ? [`${pdu.destination_addr}/${head[2]}`, head[3], head[4]] : [`${pdu.destination_addr}/-`, 1, 1];
    const known = parts.get(key) ?? [];
    known[place - 1] = message;
    parts.set(key, known);
    if (known.filter(p => p !== undefined).length === count) {
      parts.delete(key);
      const international = pdu.dest_addr_ton === 1 ? '+' : '';
      console.log(JSON.stringify({ from: pdu.source_addr, to: international + pdu.destination_addr, coding: pdu.data_coding, parts: count, text: known.join('') }));
    }
    if (pdu.registered_delivery) {
      const state = pdu.destination_addr.endsWith('0000') ? 'UNDELIV' : 'DELIVRD';
      const at = '2611240000';
      session.deliver_sm({
        source_addr: pdu.destination_addr, destination_addr: pdu.source_addr, esm_class: 4,
        short_message: `id:${id} sub:001 dlvrd:00${state === 'DELIVRD' ? 1 : 0} submit date:${at} done date:${at} stat:${state} err:000 text:`,
      });
    }
  });
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
process.stdin.on('end', () => process.exit(0)).resume();
