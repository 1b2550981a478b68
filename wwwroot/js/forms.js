// Helps with plain forms, where there are scripts: says at once that a picture is too large, shows the one that was
// chosen, and copies a link. Everything works without it, except copying, whose button then stays hidden.

function pictureChosen(input) {
  const form = input.form;
  const preview = form.querySelector("[data-picture-preview]");
  const problem = form.querySelector("[data-picture-problem]");
  const file = input.files[0];
  const isTooLarge = file !== undefined && file.size > Number(input.dataset.picture);
  const words = isTooLarge ? "That file is larger than 8 MB. Choose a smaller one, or make it smaller first." : "";
  input.setCustomValidity(words);
  problem.textContent = words;
  if (preview.src) {
    URL.revokeObjectURL(preview.src);
    preview.removeAttribute("src");
  }
  preview.hidden = file === undefined || isTooLarge;
  if (!preview.hidden) {
    preview.src = URL.createObjectURL(file);
  }
}

document.addEventListener("change", event => {
  if (event.target.matches?.("input[type=file][data-picture]")) {
    pictureChosen(event.target);
  }
});

// What can't be shown here (a damaged file) is left to the server's words.
document.addEventListener("error", event => {
  if (event.target.matches?.("[data-picture-preview]")) {
    event.target.hidden = true;
  }
}, true);

document.addEventListener("click", async event => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) {
    return;
  }
  const field = document.getElementById(button.dataset.copy);
  field.select();
  const said = button.parentElement.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "Copied.";
  } catch {
    // No clipboard here, or not for this page.
    said.textContent = "The link is marked: copy it with your keyboard or by pressing long.";
  }
});

function showCopyButtons() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = navigator.clipboard === undefined;
  }
}

document.addEventListener("DOMContentLoaded", () => Blazor.addEventListener("enhancedload", showCopyButtons));
showCopyButtons();
