// Words that can't be put into the story (any more). They stay on this device, and on the page, until the person needs them no more.
import { asideCard, plainWords } from './notices.js';

const slots = 'aside';

export class WordsAside {
  #notices;
  #onDone;
  #store = null;
  #unkept = [];          // what this device would not take

  /** @param notices where the cards are shown; @param onDone () the last look at one is over */
  constructor(notices, onDone) { [this.#notices, this.#onDone] = [notices, onDone]; }

  set store(value) { this.#store = value; }

  /** True while closing the page would lose some. */
  get isOnlyHere() { return this.#unkept.length > 0; }

  /** @param content { body, transcript, fields } as they were shown. Done when the device has them, or the page shows them instead. */
  async put(content) {
    const slot = `${slots}/${crypto.getRandomValues(new Uint32Array(2)).join('-')}`;
    if (await this.#store?.write(slot, content) !== true) this.#unkept.push(content);
    await this.show();
  }

  async show() {
    const kept = await Promise.all((await this.#store?.slots(slots) ?? []).map(async slot => ({ slot, content: (await this.#store.read(slot))?.value })));
    for (const card of this.#notices.querySelectorAll('[data-aside]')) card.remove();
    for (const content of this.#unkept) this.#add(content, () => { this.#unkept = this.#unkept.filter(other => other !== content); });
    for (const { slot, content } of kept) if (content) this.#add(content, () => this.#store.remove(slot));
  }

  #add(content, forget) {
    const card = asideCard({
      heading: 'What you had written here, put aside', text: plainWords(content),
      onDone: async () => { await forget(); card.remove(); this.#onDone(); },
    });
    card.setAttribute('data-aside', '');
    this.#notices.append(card);
  }
}
