/** An element with attributes (null, undefined and false leave one out) and children; text is always text. */
export function element(name, attributes = {}, children = []) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...[children].flat().filter(child => child !== null && child !== undefined && child !== false));
  return node;
}

/** A text box as tall as its words. */
export function growing(area) {
  const fit = () => {
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
  };
  area.addEventListener('input', fit);
  new ResizeObserver(entries => { if (entries[0].contentRect.width !== area.fittedWidth) { area.fittedWidth = entries[0].contentRect.width; fit(); } }).observe(area);
  return fit;
}
