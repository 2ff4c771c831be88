// A file that is too large is said before it is sent: nobody waits for 200 MB to be refused.

document.addEventListener(
  "change",
  (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || !input.dataset.mostBytes) return;
    const told = input.form?.querySelector("[data-told]");
    const large = [...(input.files ?? [])].find((file) => file.size > Number(input.dataset.mostBytes));
    if (told instanceof HTMLElement) {
      told.hidden = !large;
      const words = told.querySelector("span:last-child");
      if (words) words.textContent = large ? `${large.name}: ${input.dataset.tooLarge}` : "";
    }
    if (large) {
      input.value = "";
      event.stopImmediatePropagation();
    }
  },
  true,
);
