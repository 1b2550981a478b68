// Keeps the bar in reach. Wide screens: it sticks to the top (CSS). Phones: while the text has the focus it stands right
// above the keyboard, which covers the page without changing its height, so only the visual viewport knows where that is.

const narrow = matchMedia('(max-width: 760px)');

export function keepBarInReach(editor, bar, host, quill) {
  const root = document.documentElement;
  let hidden = { top: 0, bottom: 0 };
  const place = () => {
    const isTyping = narrow.matches && (host.contains(document.activeElement) || (bar.contains(document.activeElement) && bar.classList.contains('at-keyboard')));
    bar.classList.toggle('at-keyboard', isTyping);
    // The place that the bar had in the page is kept free, so that the text does not jump when the bar moves.
    editor.style.setProperty('--story-bar-height', isTyping ? `${bar.firstElementChild.offsetHeight + 12}px` : '0px');
    const view = window.visualViewport;
    const covered = view ? Math.max(0, root.clientHeight - view.height - view.offsetTop) : 0;
    const tabs = covered > 0 ? 0 : heightOfTabs();
    editor.style.setProperty('--above-keyboard', `${Math.round(Math.max(covered, tabs))}px`);
    hidden = isTyping ? { top: 0, bottom: bar.offsetHeight + tabs + 16 } : { top: bar.offsetHeight + 8, bottom: heightOfTabs() };
  };
  let frame = 0;
  let isPressing = false;
  const soon = () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(() => isPressing || place()); };

  // A press outside takes the focus out of the text before it is let go. If the bar moved back meanwhile, what is pressed
  // would move away from under the pointer, and the press would be lost.
  window.addEventListener('pointerdown', () => { isPressing = true; }, true);
  for (const name of ['pointerup', 'pointercancel']) window.addEventListener(name, () => { isPressing = false; soon(); }, true);

  // "In view" means not under the bar either.
  const scrollTo = quill.scrollRectIntoView.bind(quill);
  quill.scrollRectIntoView = rect => scrollTo({ ...rect, top: rect.top - hidden.top, bottom: rect.bottom + hidden.bottom });
  quill.on('editor-change', (what, _now, _before, source) => {
    // What somebody else writes moves nothing of this person's.
    if (!quill.hasFocus() || source === 'silent' || (what === 'text-change' && source !== 'user')) return;
    place();
    quill.scrollSelectionIntoView();
  });

  for (const name of ['focusin', 'focusout']) editor.addEventListener(name, soon);
  window.visualViewport?.addEventListener('resize', soon);
  window.visualViewport?.addEventListener('scroll', soon);
  narrow.addEventListener('change', soon);
  new ResizeObserver(soon).observe(bar);
  soon();
}

function heightOfTabs() {
  const tabs = document.querySelector('.tabs');
  return tabs && getComputedStyle(tabs).position === 'fixed' ? tabs.offsetHeight : 0;
}
