// Opening a story whose last words may be on this device only. The device says "I had these words, on top of revision 5,
// and I was sending them under this key"; the server says "I am at revision 6". Whether 6 is our own unanswered save or
// somebody else's is not guessed: the request is sent once more under its key, and the server knows.

/**
 * @param server  { revision, savedAt, content }
 * @param record  null or { baseRevision, content, request: null | { key, baseRevision, content } }; a null content means the request's
 * @param resend  (request) => Promise<answer of the draft client>
 * @returns { content, revision, savedAt, isUnsaved, request, conflict, wasRestored }
 */
export async function reopen({ server, record, resend }) {
  const asServed = {
    content: server.content, revision: server.revision, savedAt: server.savedAt,
    isUnsaved: false, request: null, conflict: null, wasRestored: false,
  };
  if (!record) return asServed;

  const mine = record.content ?? record.request?.content;
  const hasNewer = record.content !== null && record.content !== undefined;
  if (!mine || sameContent(mine, server.content)) return asServed;

  const restored = { ...asServed, content: mine, wasRestored: true };
  const clash = { ...restored, isUnsaved: true, conflict: { revision: server.revision, savedAt: server.savedAt } };

  if (record.request) {
    if (record.request.baseRevision === server.revision) {
      // It never arrived (or arrives twice, which its key makes harmless).
      return { ...restored, isUnsaved: hasNewer, request: record.request };
    }
    const answer = await resend(record.request);
    if (answer.kind === 'saved' && answer.revision === server.revision) {
      return hasNewer ? { ...restored, isUnsaved: true } : asServed;
    }
    if (answer.kind === 'saved') {
      // It did arrive, and somebody saved after it. Words that were sent are in the versions; only newer ones clash.
      return hasNewer ? clash : asServed;
    }
    if (answer.kind === 'unreachable') {
      return { ...restored, isUnsaved: hasNewer, revision: record.request.baseRevision, request: record.request };
    }
    return clash;
  }
  return record.baseRevision === server.revision ? { ...restored, isUnsaved: true } : clash;
}

/** Equal as far as a reader could tell: the order of properties and absent formatting do not count. */
export function sameContent(a, b) {
  return canonical(a) === canonical(b);
}

function canonical(value) {
  return JSON.stringify(value, (_, part) => {
    if (part && typeof part === 'object' && !Array.isArray(part)) {
      return Object.fromEntries(Object.keys(part).sort().filter(key => !isNothing(part[key])).map(key => [key, part[key]]));
    }
    return part;
  });
}

function isNothing(part) {
  return part === null || part === undefined || part === '' || part === false || (Array.isArray(part) && part.length === 0);
}
