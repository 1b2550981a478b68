// The age of the numbers, each second, and whether the page still follows: the circuit says when it is lost and back.
// The browser's own clock measures it; the server's may be another.
export function follow(place) {
  const age = place.querySelector("[data-age]");
  const [live, away] = ["live", "away"].map(when => place.querySelector(`[data-when=${when}]`));
  const ended = new AbortController();
  let isAway = false;
  let changedAt = null;
  const show = () => {
    if (!place.isConnected) {
      clearInterval(timer);
      changes.disconnect();
      ended.abort();
      return;
    }
    live.hidden = isAway;
    away.hidden = !isAway;
    age.textContent = changedAt === null ? " · no change since you came" : ` · changed ${words(performance.now() - changedAt)}`;
  };
  const changes = new MutationObserver(() => {
    changedAt = performance.now();
    show();
  });
  changes.observe(place, { attributes: true, attributeFilter: ["data-changes"] });
  document.addEventListener("components-reconnect-state-changed", event => {
    isAway = event.detail.state !== "hide";
    show();
  }, { signal: ended.signal });
  const timer = setInterval(show, 1000);
  show();
}

function words(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s ago` : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`;
}
