// The live story's transport over SignalR, which is a classic script and comes to us as a global. It keeps one connection and
// makes another one when the story is opened and that is gone; when to try again is the story's to decide.
import '../../lib/signalr/signalr.min.js';

const { DefaultHttpClient, HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel, NullLogger } = globalThis.signalR;
const silenceMs = 30000;  // as the server's
const keepAliveMs = 10000;

export class LiveConnection {
  #url;
  #hub = null;

  onWritten = () => {};
  onAcknowledged = () => {};
  onRefused = () => {};
  onEnded = () => {};
  onHere = () => {};
  onMayWrite = () => {};
  onClosed = () => {};

  constructor({ base = '/' } = {}) { this.#url = `${base}live/story`; }

  async open(storyId, clientId, since) {
    const http = new WatchfulHttpClient();
    try {
      if (this.#hub?.state !== HubConnectionState.Connected) await this.#connect(http);
      const opening = await this.#hub.invoke('Open', storyId, clientId, since);
      return opening === null ? { kind: 'not-found' } : { kind: 'open', opening };
    } catch {
      return { kind: http.status === 401 ? 'signed-out' : 'away' };
    }
  }

  submit(sequence, baseRevision, change) {
    // That it did not arrive is told by the end of the connection.
    this.#hub?.send('Submit', sequence, baseRevision, change).catch(() => {});
  }

  point(revision, where) {
    this.#hub?.send('Point', revision, where?.place ?? null, where?.index ?? 0, where?.length ?? 0).catch(() => {});
  }

  close() {
    const hub = this.#hub;
    this.#hub = null;
    hub?.stop().catch(() => {});
  }

  async #connect(httpClient) {
    this.close();
    const hub = new HubConnectionBuilder()
      .withUrl(this.#url, { httpClient, transport: HttpTransportType.WebSockets | HttpTransportType.LongPolling })
      .withServerTimeout(silenceMs)
      .withKeepAliveInterval(keepAliveMs)
      .configureLogging(LogLevel.None)
      .build();
    const ours = work => (...told) => { if (this.#hub === hub) work(...told); };
    hub.on('Written', ours(operations => this.onWritten(operations)));
    hub.on('Acknowledged', ours(sequence => this.onAcknowledged(sequence)));
    hub.on('Refused', ours((sequence, reason) => this.onRefused(sequence, reason)));
    hub.on('Ended', ours(reason => this.onEnded(reason)));
    hub.on('Here', ours(pages => this.onHere(pages)));
    hub.on('MayWrite', ours(mayWrite => this.onMayWrite(mayWrite)));
    hub.onclose(ours(() => this.onClosed()));
    this.#hub = hub;
    await hub.start();
  }
}

/** Why a connection could not be negotiated is lost in the library's own error. */
class WatchfulHttpClient extends DefaultHttpClient {
  status = null;

  constructor() { super(NullLogger.instance); }

  async send(request) {
    try {
      return await super.send(request);
    } catch (error) {
      this.status = error?.statusCode ?? null;
      throw error;
    }
  }
}
