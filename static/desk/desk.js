/* The desk's clock: what is left until an hour, and where now stands in the day, by the server's time; and names for editors that have none. */
(() => {
  const loaded = performance.getEntriesByType("navigation")[0];
  const answered = Date.now() - performance.now() + (loaded ? loaded.responseStart : performance.now());
  const ahead = Number(document.currentScript.dataset.now) * 1000 - answered; // of the clock of whoever looks
  const now = () => Date.now() + ahead;

  /* As `releases.hours.left` says it. */
  const left = (milliseconds) => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000));
    const days = Math.floor(seconds / 86400), hours = Math.floor(seconds / 3600) % 24, minutes = Math.floor(seconds / 60) % 60;
    if (days) return `${days} day${days > 1 ? "s" : ""} ${hours} h`;
    return hours ? `${hours} h ${minutes} min` : `${minutes} min ${seconds % 60} s`;
  };

  const countDown = (element) => {
    const waits = Date.parse(element.dataset.until) - now();
    if (waits > 0) element.dataset.waited = "";
    element.textContent = left(waits);
    if (waits > -2000 || !("waited" in element.dataset)) return;
    delete element.dataset.waited; // once: it is out, or it is said why not
    if ("reload" in element.dataset) location.reload();
  };

  const tellNow = (clock) => {
    const here = new Date(now()), line = clock.closest("li");
    clock.dateTime = here.toISOString();
    clock.lastChild.textContent = here.toLocaleTimeString("en-GB", { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit" });
    const later = [...line.parentNode.children].find((one) => one !== line && Date.parse(one.querySelector("time").dateTime) > here.getTime());
    if (line.nextElementSibling !== (later || null)) line.parentNode.insertBefore(line, later || null);
  };

  const nameEditor = (editor) => {
    const label = editor.closest(".w-field__wrapper")?.querySelector(".w-field__label") || editor.closest(".w-panel")?.querySelector(".w-panel__heading");
    if (label) editor.setAttribute("aria-label", label.textContent.trim().split("\n")[0].replace("*", ""));
  };

  const tick = () => {
    document.querySelectorAll("[data-until]").forEach(countDown);
    document.querySelectorAll("time[data-zone]").forEach(tellNow);
    document.querySelectorAll(".public-DraftEditor-content:not([aria-label])").forEach(nameEditor);
  };
  setInterval(tick, 1000);
})();
