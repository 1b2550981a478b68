// Sends a file with the progress to be seen and a way to stop. The server answers with the page to go to. Without
// scripts the same form sends the same file, only silently.

const troubles = new Map([
  [401, "You are signed out. Sign in in another tab, then press the button again: the file is still chosen."],
  [413, "That file is larger than this portal takes. Split it into several files."],
  [429, "Many files were sent just now. Wait a minute, then press the button again."],
]);
const lost = "The connection was lost on the way. Nothing was brought in. Press the button to send the file again.";
const refused = "The portal could not take the file just now. Press the button to send it again.";

function parts(form) {
  return {
    input: form.querySelector("input[type=file]"),
    problem: form.querySelector("[data-upload-problem]"),
    shown: form.querySelector("[data-upload-progress]"),
    bar: form.querySelector("progress"),
    said: form.querySelector("[data-upload-said]"),
    send: form.querySelector("button[type=submit]"),
    stop: form.querySelector("[data-upload-stop]"),
  };
}

function sizeProblem(input) {
  const file = input.files[0];
  if (file === undefined) {
    return "";
  }
  const most = Number(input.form.dataset.upload);
  return file.size > most ? `That file is larger than ${Math.floor(most / 1048576)} MB. Split it into several files.`
    : file.size === 0 ? "That file is empty." : "";
}

document.addEventListener("change", event => {
  const input = event.target;
  if (input.matches?.("form[data-upload] input[type=file]")) {
    const words = sizeProblem(input);
    input.setCustomValidity(words);
    parts(input.form).problem.textContent = words;
  }
});

function askBeforeLeaving(event) {
  event.preventDefault();
}

function send(form) {
  const { input, problem, shown, bar, said, send: button, stop } = parts(form);
  const request = new XMLHttpRequest();
  let told = 0;
  const end = words => {
    removeEventListener("beforeunload", askBeforeLeaving);
    shown.hidden = true;
    button.hidden = false;
    problem.textContent = words;
    if (words) {
      input.focus();
    }
  };
  problem.textContent = "";
  shown.hidden = false;
  button.hidden = true;
  bar.value = 0;
  said.textContent = "Sending the file…";
  stop.onclick = () => request.abort();
  stop.focus();
  addEventListener("beforeunload", askBeforeLeaving);
  request.upload.onprogress = event => {
    const percent = Math.floor(100 * event.loaded / event.total);
    bar.value = percent;
    // A screen reader hears every fourth part, not every packet.
    if (percent >= told + 25) {
      told = percent - percent % 25;
      said.textContent = told < 100 ? `${told} of 100 sent.` : "All of it is sent. One moment…";
    }
  };
  request.onload = () => {
    if (request.status < 400) {
      removeEventListener("beforeunload", askBeforeLeaving);
      location.assign(request.responseURL);
    } else {
      end(troubles.get(request.status) ?? refused);
    }
  };
  request.onerror = () => end(lost);
  request.onabort = () => end("You stopped it. Nothing was brought in.");
  request.open("POST", form.action);
  request.send(new FormData(form));
}

document.addEventListener("submit", event => {
  const form = event.target.closest?.("form[data-upload]");
  if (form) {
    event.preventDefault();
    send(form);
  }
});
