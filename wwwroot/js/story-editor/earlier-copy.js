// Words that lie on this device from before stories were written together: then a whole draft was kept, with the revision that it was
// on top of. Can go once nobody's device can have one any more.

const slot = 'draft';

/**
 * @param now { shown: { body, transcript, fields }, revision } as the story stands
 * @returns { body, transcript, fields } to be put in, where nothing was written since; the record is the caller's to remove then.
 *   Null otherwise: what can't be put in is put aside, where the person finds it.
 */
export async function bringOver(store, { shown, revision }) {
  const record = await store.read(slot);
  if (!record) return null;
  const { content, request } = record.value;
  const words = content ?? request?.content;
  if (words) {
    const { body = { ops: [] }, transcript = '', communityIds, ...fields } = words;
    const known = Object.fromEntries(Object.entries(fields).filter(([name]) => name in shown.fields));
    const earlier = { body, transcript: { ops: [{ insert: `${transcript}\n` }] }, fields: known };
    if (!isSame(earlier, { ...shown, fields: Object.fromEntries(Object.keys(known).map(name => [name, shown.fields[name]])) })) {
      if (record.baseRevision === revision) return { ...earlier, transcript };
      await store.write('aside', earlier);
    }
  }

  await store.remove(slot);
  return null;
}

/** Equal as far as a reader could tell: the order of properties and absent formatting do not count. */
function isSame(a, b) { return canonical(a) === canonical(b); }

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
