/* No word of a form is lost unsaid. Wagtail takes a form for saved as it finds it two seconds after it came and again when a save is answered,
   whatever was written in between, and looks only twice a second: here it is compared with what the server has. Only Wagtail's own values and
   events are used, and it has its turn first. */
(() => {
  const EVERY = 500, WAGTAILS_TURN = 1500; // ms
  const NO_WORDS = /^(csrfmiddlewaretoken|next|overwrite_revision_id|loaded_revision_\w+|comments-.*)$/;
  const UNKNOWN = ""; // like no picture: what the server has is not what came
  const form = document.querySelector("form[data-controller~='w-unsaved']");

  const differs = (box) => (/^(checkbox|radio)$/.test(box.type) ? box.checked !== box.defaultChecked : box.value !== box.defaultValue);
  const WRITTEN_IN = ":is(input:not([type=hidden], [type=file]), textarea)";
  const written = (within) => [...within.querySelectorAll(WRITTEN_IN)].some(differs);

  /* Pictures being uploaded have forms that come later, each with its own button. */
  window.addEventListener("beforeunload", (event) => {
    const uploads = document.querySelector("#upload-list");
    if (uploads && written(uploads)) event.preventDefault();
  });
  if (!form) return;

  const inOrder = (_, value) => (value && value.constructor === Object ? Object.fromEntries(Object.entries(value).sort()) : value);

  /* Rich text comes as the server writes it, and is written anew as soon as its editor stands. */
  const words = (value) => {
    if (typeof value !== "string") return `${value.name} ${value.size}`;
    if (!value.startsWith("{")) return value;
    try {
      const { blocks, entityMap } = JSON.parse(value);
      if (blocks.every((block) => !block.text && block.type === "unstyled")) return "null";
      return JSON.stringify([blocks.map(({ data, ...block }) => block), entityMap], inOrder);
    } catch {
      return value;
    }
  };
  const picture = (data = new FormData(form)) =>
    JSON.stringify([...data].filter(([name]) => !NO_WORDS.test(name)).map(([name, value]) => [name, words(value)]));

  let early = written(form) || form.dataset.wUnsavedForceValue === "true"; // written before this script came, or refused
  let acted = false, watched = false, saved, sent, sending, asked, seen, since;

  const isSaved = (now = picture()) => (watched ? now === saved : !early && !written(form));

  const tell = () => {
    const known = form.dataset.wUnsavedHasEditsValue === "true";
    if (known) form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true, cancelable: true, detail: { type: "edits" } }));
    else form.dataset.wUnsavedForceValue = form.dataset.wUnsavedHasEditsValue = "true"; // Wagtail tells the others
  };

  const look = () => {
    const now = picture();
    if (now !== seen) [seen, since] = [now, performance.now()];
    if (isSaved(now) || now === sent || now === asked || performance.now() - since < WAGTAILS_TURN) return;
    asked = now;
    tell();
  };

  const act = (event) => {
    if (!event.isTrusted) return;
    acted = true;
    if (event.type === "input" && !watched && form.contains(event.target)) early = true;
  };
  for (const kind of ["input", "beforeinput", "keydown", "pointerdown", "click", "drop"]) document.addEventListener(kind, act, true);

  window.addEventListener("DOMContentLoaded", () => {
    [saved, watched] = [early ? UNKNOWN : picture(), true];
    setInterval(look, EVERY);
  });
  document.addEventListener("w-unsaved:watch-edits", () => {
    if (!acted && !early && !sent) saved = picture(); // nobody was here yet: what a script still made of the form
  });
  document.addEventListener("w-autosave:save", ({ detail }) => {
    sending = detail.formData;
    sent = picture(sending);
  });
  document.addEventListener("w-autosave:success", ({ detail }) => {
    for (const [name, value] of Object.entries(detail.response.field_updates || {})) if (sending.has(name)) sending.set(name, value);
    saved = sent = picture(sending);
  });
  window.addEventListener("beforeunload", () => { if (!isSaved()) form.dataset.wUnsavedHasEditsValue = "true"; }, true);
})();
