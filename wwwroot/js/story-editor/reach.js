// Keeps the bar in reach. Wide screens: it sticks to the top (CSS). Phones: while the text has the focus it stands right
// above the keyboard, which covers the page without changing its height, so only the visual viewport knows where that is.

const narrow = matchMedia('(max-width: 760px)');

export function keepBarInReach(editor, bar, host) {
  const root = document.documentElement;
  const place = () => {
    const isTyping = narrow.matches && (host.contains(document.activeElement) || (bar.contains(document.activeElement) && bar.classList.contains('at-keyboard')));
    bar.classList.toggle('at-keyboard', isTyping);
    // The place that the bar had in the page is kept free, so that the text does not jump when the bar moves.
    editor.style.setProperty('--story-bar-height', isTyping ? `${bar.firstElementChild.offsetHeight + 12}px` : '0px');
    const view = window.visualViewport;
    const covered = view ? Math.max(0, root.clientHeight - view.height - view.offsetTop) : 0;
    const tabs = covered > 0 ? 0 : heightOfTabs();
    editor.style.setProperty('--above-keyboard', `${Math.round(Math.max(covered, tabs))}px`);
    // Quill brings the cursor into view within the page's scroll padding.
    root.style.scrollPaddingBottom = isTyping ? `${bar.offsetHeight + Math.max(covered ? 0 : tabs, 0) + 16}px` : '';
    root.style.scrollPaddingTop = isTyping || narrow.matches ? '' : `${bar.offsetHeight + 16}px`;
  };
  let frame = 0;
  const soon = () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(place); };
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
