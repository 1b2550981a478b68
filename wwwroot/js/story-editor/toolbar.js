// The formatting bar, in words. One stop for Tab, arrows inside (the toolbar pattern of the ARIA practices); what needs a
// second choice opens in a row of the bar itself, so nothing lies over the text.
import { typedLink } from './paste.js';
import { element } from './dom.js';

const tools = [
  { name: 'bold', word: 'Bold', hint: 'Control B' },
  { name: 'italic', word: 'Italic', hint: 'Control I' },
  { name: 'header', word: 'Heading', value: 2 },
  { name: 'blockquote', word: 'Quote' },
  { name: 'list', word: 'List', value: 'bullet' },
  { name: 'list', word: 'Numbered list', value: 'ordered' },
  { name: 'link', word: 'Link', hint: 'Control K' },
  { name: 'align', word: 'Align' },
  { name: 'direction', word: 'Right-to-left', value: 'rtl' },
];

// 'right' means the far side: the right of a line that begins on the left, the left of one that begins on the right.
const places = [{ ltr: 'Left', rtl: 'Right', value: false }, { ltr: 'Middle', rtl: 'Middle', value: 'center' },
  { ltr: 'Right', rtl: 'Left', value: 'right' }, { ltr: 'Both edges', rtl: 'Both edges', value: 'justify' }];

export class Toolbar {
  #text;
  #buttons = [];
  #row;
  #panel;
  #opened = null;
  #range = null;

  constructor(host, text) {
    this.#text = text;
    this.#row = element('div', { class: 'story-tools', role: 'toolbar', 'aria-label': 'Formatting' });
    this.#panel = element('div', { class: 'story-choice', hidden: true });
    for (const tool of tools) {
      const button = element('button', { type: 'button', tabindex: '-1', 'data-tool': `${tool.name}${tool.value ? `-${tool.value}` : ''}` }, tool.word);
      if (tool.hint) button.title = tool.hint;
      if (tool.name === 'link' || tool.name === 'align') button.setAttribute('aria-expanded', 'false');
      else button.setAttribute('aria-pressed', 'false');
      // Pressing a tool must not take the selection out of the text (on phones it would also close the keyboard).
      button.addEventListener('mousedown', event => event.preventDefault());
      button.addEventListener('click', () => this.#press(tool));
      this.#buttons.push({ button, tool });
      this.#row.append(button);
    }
    this.#buttons[0].button.tabIndex = 0;
    this.#row.addEventListener('keydown', event => this.#onKey(event));
    host.append(this.#row, this.#panel);

    text.quill.keyboard.addBinding({ key: 'k', shortKey: true }, () => this.#press(tools.find(tool => tool.name === 'link')));
    for (const level of [2, 3]) {
      text.quill.keyboard.addBinding({ key: String(level), shortKey: true, altKey: true }, (_range, context) => {
        text.quill.format('header', context.format.header === level ? false : level, 'user');
      });
    }
    this.#panel.addEventListener('keydown', event => {
      if (event.key === 'Escape') { event.stopPropagation(); this.#close({ returnFocus: true }); }
    });
  }

  set isEnabled(value) {
    for (const { button } of this.#buttons) button.disabled = !value;
    // A row that scrolls has to have something that the keyboard can reach.
    this.#row.classList.toggle('off', !value);
    if (!value) this.#close();
  }

  /** Shows what holds at the cursor. */
  reflect(range) {
    const held = range ? this.#text.quill.getFormat(range) : {};
    for (const { button, tool } of this.#buttons) {
      const isOn = tool.name === 'header' ? Boolean(held.header) : tool.value ? held[tool.name] === tool.value : Boolean(held[tool.name]);
      button.classList.toggle('on', isOn);
      if (button.hasAttribute('aria-pressed')) button.setAttribute('aria-pressed', String(isOn));
    }
    // The cursor went elsewhere: a half-open choice would act on the wrong words.
    if (this.#opened && range && this.#range && (range.index !== this.#range.index || range.length !== this.#range.length)) this.#close();
  }

  #press(tool) {
    const { quill } = this.#text;
    if (tool.name === 'link' || tool.name === 'align') {
      if (this.#opened === tool.name) { this.#close({ returnFocus: true }); return; }
      this.#range = quill.getSelection() ?? quill.selection.savedRange;
      tool.name === 'link' ? this.#openLink() : this.#openAlign();
      return;
    }
    const hadFocus = quill.hasFocus();
    const range = quill.getSelection(true);
    const held = quill.getFormat(range);
    if (tool.name === 'direction') {
      quill.format('direction', held.direction === 'rtl' ? false : 'rtl', 'user');
    } else if (tool.value) {
      quill.format(tool.name, held[tool.name] ? (tool.name === 'list' && held.list !== tool.value ? tool.value : false) : tool.value, 'user');
    } else {
      quill.format(tool.name, !held[tool.name], 'user');
    }
    this.reflect(quill.getSelection());
    if (!hadFocus) quill.focus();
  }

  #openAlign() {
    const label = element('span', { id: 'story-align-label' }, 'Put these lines');
    const row = element('div', { class: 'row', role: 'group', 'aria-labelledby': 'story-align-label' });
    const [line] = this.#text.quill.getLine(this.#range.index);
    const begins = getComputedStyle(line.domNode).direction;
    for (const place of places) {
      const button = element('button', { type: 'button', class: 'btn quiet' }, place[begins]);
      button.addEventListener('click', () => {
        this.#text.quill.setSelection(this.#range, 'silent');
        this.#text.quill.format('align', place.value, 'user');
        this.#close({ returnFocus: true });
      });
      row.append(button);
    }
    this.#open('align', [label, row]);
    row.firstElementChild.focus();
  }

  #openLink() {
    const { quill } = this.#text;
    const held = quill.getFormat(this.#range).link;
    const input = element('input', { type: 'text', inputmode: 'url', id: 'story-link', autocomplete: 'url', value: held ?? '', 'aria-describedby': 'story-link-problem' });
    const problem = element('p', { id: 'story-link-problem', class: 'problem', role: 'alert' });
    const form = element('form', { class: 'row', novalidate: true }, [
      element('label', { for: 'story-link' }, 'Address of the page or the e-mail'), input,
      element('button', { type: 'submit', class: 'btn' }, 'Put the link in'),
      held ? element('button', { type: 'button', class: 'btn quiet', 'data-act': 'remove' }, 'Take the link out') : null,
      element('button', { type: 'button', class: 'btn quiet', 'data-act': 'cancel' }, 'Cancel'), problem,
    ]);
    form.addEventListener('submit', event => {
      event.preventDefault();
      event.stopPropagation();
      const address = typedLink(input.value);
      if (!address) {
        problem.textContent = 'That is not an address that can be followed. It looks like example.org or name@example.org.';
        input.setAttribute('aria-invalid', 'true');
        input.focus();
        return;
      }
      this.#applyLink(address, input.value.trim(), held);
    });
    form.addEventListener('click', event => {
      const act = event.target.dataset?.act;
      if (act === 'remove') this.#applyLink(false, '', held);
      if (act === 'cancel') this.#close({ returnFocus: true });
    });
    this.#open('link', [form]);
    input.focus();
    input.select();
  }

  #applyLink(address, typed, held) {
    const { quill } = this.#text;
    let range = this.#range;
    if (range.length === 0 && held) range = linkAround(quill, range.index, held);
    if (range.length === 0) this.#text.replace(range, [{ insert: typed, attributes: { link: address } }, { insert: ' ' }]);
    else quill.formatText(range.index, range.length, 'link', address, 'user');
    this.#range = range;
    this.#close({ returnFocus: range.length > 0 });
    quill.focus();
  }

  #open(name, content) {
    this.#close();
    this.#opened = name;
    this.#panel.replaceChildren(...content);
    this.#panel.hidden = false;
    this.#button(name).setAttribute('aria-expanded', 'true');
  }

  #close({ returnFocus = false } = {}) {
    if (this.#opened === null) return;
    this.#button(this.#opened).setAttribute('aria-expanded', 'false');
    this.#opened = null;
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    if (returnFocus && this.#range) this.#text.quill.setSelection(this.#range, 'silent');
  }

  #button(name) { return this.#buttons.find(({ tool }) => tool.name === name).button; }

  #onKey(event) {
    const buttons = this.#buttons.map(({ button }) => button);
    const at = buttons.indexOf(document.activeElement);
    const isRtl = getComputedStyle(this.#row).direction === 'rtl';
    const steps = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1, Home: -at, End: buttons.length - 1 - at };
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    const next = buttons[(at + steps[event.key] + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  }
}

function linkAround(quill, index, address) {
  let start = index;
  let end = index;
  while (start > 0 && quill.getFormat(start - 1, 1).link === address) start--;
  while (end < quill.getLength() - 1 && quill.getFormat(end, 1).link === address) end++;
  return { index: start, length: end - start };
}
