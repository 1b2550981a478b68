// How much of its time a page gives to what others do.

const longestDrawMs = 250; // a page that nobody sees is not drawn

/** Tells the page something. Done when it has drawn that, and whoever types here has had as long again for themselves. */
export async function pace(tell) {
  const since = performance.now();
  tell();
  await drawn();
  const took = performance.now() - since;
  await new Promise(resolve => setTimeout(resolve, took));
}

function drawn() {
  return new Promise(resolve => {
    setTimeout(resolve, longestDrawMs);
    // The frame's own work comes after its callbacks.
    requestAnimationFrame(() => setTimeout(resolve, 0));
  });
}
