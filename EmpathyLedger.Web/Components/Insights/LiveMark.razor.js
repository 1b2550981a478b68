// The age of the numbers, each second, and whether the page still follows: the portal's own notice of a lost connection
// knows. The browser's own clock measures the age; the server's may be another.
export function follow(place) {
  const age = place.querySelector("[data-age]");
  const [live, away] = ["live", "away"].map(when => place.querySelector(`[data-when=${when}]`));
  const notice = document.getElementById("connection");
  let changedAt = null;
  const show = () => {
    if (!place.isConnected) {
      clearInterval(timer);
      changes.disconnect();
      connection.disconnect();
      return;
    }
    away.hidden = !notice?.classList.contains("on");
    live.hidden = !away.hidden;
    age.textContent = changedAt === null ? " · no change since you came" : ` · changed ${words(performance.now() - changedAt)}`;
  };
  const changes = new MutationObserver(() => {
    changedAt = performance.now();
    show();
  });
  changes.observe(place, { attributes: true, attributeFilter: ["data-changes"] });
  const connection = new MutationObserver(show);
  if (notice) {
    connection.observe(notice, { attributes: true, attributeFilter: ["class"] });
  }
  const timer = setInterval(show, 1000);
  show();
}

function words(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s ago` : seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : `${Math.floor(seconds / 3600)} h ago`;
}
