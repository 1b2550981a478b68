// Sharing and printing on a story's page. Delegated from `document`, so enhanced navigation keeps it.

async function passOn(form) {
  const link = form.querySelector("input[name=link]").value;
  if (navigator.share) {
    await navigator.share({ title: form.dataset.title, url: link });
    return "Thank you. The teller sees that it was shared, not by whom.";
  }
  try {
    await navigator.clipboard.writeText(link);
  } catch {
    form.querySelector("input[name=link]").select();
    return "The link is marked: copy it with your keyboard or by pressing long.";
  }
  return "The link is copied.";
}

document.addEventListener("submit", async event => {
  const form = event.target.closest?.("form[data-share]");
  if (!form) {
    return;
  }
  event.preventDefault();
  const said = form.querySelector("[role=status]");
  try {
    said.textContent = await passOn(form);
  } catch {
    // The person closed the sharing sheet: nothing was shared and nothing is counted.
    return;
  }
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "*/*" } });
    if (answer.status === 404) {
      said.textContent = "This story is not available any more.";
    }
  } catch {
    // The link is passed on all the same; only the count misses one.
  }
});

document.addEventListener("click", event => {
  if (event.target.closest?.("[data-print]")) {
    window.print();
  }
});
