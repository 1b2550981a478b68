// Links that lead to another place of this page: what is folded away there opens, and the keyboard comes along.
const canFocus = 'input, select, textarea, button, a[href], [tabindex]';

export function followWays(signal) {
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[data-way]');
    const place = link && document.getElementById(link.dataset.way);
    if (!place) return;
    event.preventDefault();
    place.closest('details')?.setAttribute('open', '');
    place.scrollIntoView({ block: 'start' });
    (place.matches(canFocus) ? place : place.querySelector(canFocus))?.focus({ preventScroll: true });
  }, { signal, capture: true });
}
