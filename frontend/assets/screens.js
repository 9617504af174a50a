// The list of screens says what each shows without being opened again; forms and buttons stay as people left them.
function renew(shown, now) {
  if (shown && now && !now.isEqualNode(shown)) shown.replaceWith(now);
}
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch("/screens").catch(() => null);
  if (!answer || !answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  renew(document.querySelector(".pagehead"), fresh.querySelector(".pagehead"));
  for (const screen of document.querySelectorAll(".scr")) {
    const now = fresh.getElementById(screen.id);
    for (const part of ["header", ".scr__says", ".scr__now", "table"]) {
      renew(screen.querySelector(`:scope > ${part}`), now?.querySelector(`:scope > ${part}`));
    }
  }
}, 5000);
