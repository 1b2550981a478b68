// The age of the numbers, each second, and whether the page still follows: the circuit says when it is lost and back.
export function follow(place) {
  const age = place.querySelector("[data-age]");
  const [live, away] = ["live", "away"].map(when => place.querySelector(`[data-when=${when}]`));
  const ended = new AbortController();
  let isAway = false;
  const show = () => {
    if (!place.isConnected) {
      clearInterval(timer);
      ended.abort();
      return;
    }
    live.hidden = isAway;
    away.hidden = !isAway;
    age.textContent = ` · changed ${words(Math.max(0, Date.now() - Number(place.dataset.changed)))}`;
  };
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
