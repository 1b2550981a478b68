// The peers of ./bench.sh collaboration, as their own readmes start them: node server.mjs sharedb|hocuspocus CHARACTERS
// Every document begins with so many characters. Prints its port; answers each line on its input, the name of a document, with the
// document's length.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';

const [kind, characters] = process.argv.slice(2);
const beginning = 'It rained on the day we moved. '.repeat(Math.ceil(characters / 31)).slice(0, characters);

async function sharedb() {
  const require = createRequire(import.meta.url);
  const ShareDB = require('sharedb');
  const { type } = require('rich-text');
  ShareDB.types.register(type);
  const backend = new ShareDB();
  const connection = backend.connect();
  const open = name => new Promise((resolve, reject) => {
    const doc = connection.get('stories', name);
    doc.fetch(error => error ? reject(error) : resolve(doc));
  });

  const server = createServer();
  new WebSocketServer({ server }).on('connection', async (socket, request) => {
    // What arrives while the document is made waits.
    const early = [];
    const keep = data => early.push(data);
    socket.on('message', keep);
    const doc = await open(new URL(request.url, 'http://localhost').searchParams.get('document'));
    if (!doc.type) {
      await new Promise(resolve => doc.create([{ insert: beginning }], type.uri, () => resolve()));
    }

    const stream = new Duplex({
      objectMode: true,
      read() {},
      write(message, _, done) {
        socket.send(JSON.stringify(message));
        done();
      },
    });
    socket.off('message', keep);
    socket.on('message', data => stream.push(JSON.parse(data)));
    socket.on('close', () => stream.destroy());
    backend.listen(stream);
    early.forEach(data => stream.push(JSON.parse(data)));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const length = doc => doc.data.length();
  return { port: server.address().port, length: async name => length(await open(name)) };
}

async function hocuspocus() {
  const { Server } = await import('@hocuspocus/server');
  const Y = await import('yjs');
  // A document is forgotten when the last has left it.
  const lengths = new Map();
  const server = new Server({
    quiet: true,
    address: '127.0.0.1',
    port: 0,
    stopOnSignals: false,
    async onLoadDocument({ document }) {
      const seed = new Y.Doc();
      // The load generator names these characters as neighbours.
      seed.clientID = 1;
      seed.getText('body').insert(0, beginning);
      Y.applyUpdate(document, Y.encodeStateAsUpdate(seed));
    },
    async onDisconnect({ documentName, document }) {
      lengths.set(documentName, document.getText('body').length);
    },
  });
  await server.listen();
  return { port: server.address.port, length: async name => lengths.get(name) };
}

const { port, length } = await (kind === 'sharedb' ? sharedb() : hocuspocus());
console.log(port);
for await (const name of createInterface({ input: process.stdin })) {
  console.log(await length(name));
}
process.exit(0);
