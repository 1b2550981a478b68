// The state in words: once above the title, and again in the bar while that line is out of sight. A screen reader hears
// what went wrong and that it is well again, not every "Saving…" between two sentences.
import { element as el } from './dom.js';
import { stateSentence, stateTone } from './words.js';

export class StateLine {
  #chip = el('span', { class: 'chip story-state' });
  #stage = el('span', { class: 'muted' });
  #spoken = el('span', { class: 'visually-hidden', role: 'status' });
  #wasWell = false;
  #shown = '';

  /** @param source an element whose text says where the story stands; an island keeps it up to date */
  constructor(source, onEcho) {
    // On a phone the panel is below the text; beside it the link is not drawn.
    const next = el('a', { class: 'story-next', href: '#road-heading', 'data-way': 'road-heading', 'data-enhance-nav': 'false' }, 'What comes next');
    this.node = el('div', { class: 'row story-line' }, [this.#chip, this.#stage, next, this.#spoken]);
    this.echo = el('button', { type: 'button', class: 'chip story-state story-echo', hidden: true, tabindex: '-1' });
    this.echo.addEventListener('click', () => { this.node.scrollIntoView({ block: 'center' }); onEcho(); });
    if (source) {
      const follow = () => { this.#stage.textContent = source.textContent.trim(); };
      new MutationObserver(follow).observe(source, { childList: true, characterData: true, subtree: true });
      follow();
    }
    new IntersectionObserver(([entry]) => { this.echo.hidden = entry.isIntersecting; }).observe(this.node);
  }

  /** @returns false when nothing changed for the reader. */
  show(state) {
    const sentence = stateSentence(state);
    const mark = `${state.kind}/${sentence}`;
    if (mark === this.#shown) return false;
    this.#shown = mark;
    const tone = stateTone(state);
    for (const chip of [this.#chip, this.echo]) {
      chip.textContent = state.kind === 'saved' ? '✓ Saved' : sentence;
      chip.classList.remove('leaf', 'river', 'amber', 'plain');
      chip.classList.add(tone);
    }
    // Only something to decide makes the echo a stop on the keyboard's way.
    this.echo.tabIndex = tone === 'amber' ? 0 : -1;
    const isWell = state.kind === 'saved' || state.kind === 'reading';
    if (isWell && !this.#wasWell) this.#spoken.textContent = sentence;
    else if (!isWell && state.kind !== 'saving' && state.kind !== 'opening') this.#spoken.textContent = sentence;
    if (isWell) this.#wasWell = true;
    else if (state.kind !== 'saving') this.#wasWell = false;
    return true;
  }
}
