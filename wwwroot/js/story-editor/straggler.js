// Words that a page left on this device and that no page shows: they are sent as that page would have sent them, under its numbers.
import { LiveLine } from './live-line.js';
import { LiveStory } from './live-story.js';

/** @returns a promise of { isIn, shown }: whether the ledger has them, or never will, and the words as they stood; null when the page goes first. */
export function bringIn({ Delta, connection, storyId, clientId, record, confirm, keep, signal }) {
  const shown = { body: new Delta(record.shown.body.ops), transcript: new Delta(record.shown.transcript.ops), fields: { ...record.shown.fields } };
  return new Promise(resolve => {
    const settle = isIn => { live.stop(); resolve({ isIn, shown }); };
    const live = new LiveStory({
      Delta, storyId, clientId, kept: record.pending,
      transport: new LiveLine(connection, { confirm, keep: () => keep({ ...record, pending: live.pending, shown }) }),
      onRemote: change => { shown.body = shown.body.compose(change); },
      onTranscript: change => { shown.transcript = shown.transcript.compose(change); },
      onLineEnd: kept => { shown.body = shown.body.compose(kept.body); shown.transcript = shown.transcript.compose(kept.transcript); },
      onFields: fields => Object.assign(shown.fields, fields),
      // Nobody's to send any more. It is not shown anew here, as nobody sees it.
      onHandOver: () => { settle(false); return new Promise(() => {}); },
      onState: ({ kind, reason }) => {
        if (kind === 'saved') settle(true);
        // Signed out, or another connection: whoever opens the story next tries again.
        else if (kind === 'refused' || (kind === 'ended' && ['too-old', 'not-allowed'].includes(reason))) settle(false);
      },
    });
    signal.addEventListener('abort', () => { live.stop(); resolve(null); });
    live.open();
  });
}
