// Sends what is ticked as one list, and says which button was pressed.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form[data-serin-decide]");
  if (form === null) {
    return;
  }
  form.addEventListener("submit", (event) => {
    const ticked = Array.from(document.querySelectorAll("input[data-serin-id]:checked"), (box) => box.dataset.serinId);
    if (ticked.length === 0) {
      event.preventDefault();
      form.querySelector("[data-serin-none]").hidden = false;
      return;
    }
    form.elements.ids.value = ticked.join(",");
    form.elements.verdict.value = event.submitter.value;
  });
});
