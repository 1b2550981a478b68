// Called by the islands of reading pages when something that is shown may not be shown any more.

export function blankStory(id) {
  for (const article of document.querySelectorAll(`[data-story-page="${CSS.escape(id)}"]`)) {
    article.remove();
  }
  document.title = "Not available any more";
  window.scrollTo({ top: 0 });
}

export function keepNameBack(id) {
  for (const line of document.querySelectorAll(`[data-story-page="${CSS.escape(id)}"] [data-told-by]`)) {
    line.textContent = "The teller's name is kept back";
  }
  for (const line of document.querySelectorAll(`[data-story-page="${CSS.escape(id)}"] [data-names-teller]`)) {
    line.remove();
  }
}

export function removeCards(ids) {
  for (const id of ids) {
    for (const card of document.querySelectorAll(`.feed > [data-story="${CSS.escape(id)}"]`)) {
      card.remove();
    }
  }
}
