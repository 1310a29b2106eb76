// Fetches the parts of a page that change, and puts them in place; what has the focus stays alone.
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-serin-live]").forEach((part) => {
    const seconds = Number(part.dataset.serinSeconds || "5");
    const refresh = () => {
      const next = () => setTimeout(refresh, seconds * 1000);
      if (document.hidden || part.contains(document.activeElement) || part.querySelector("input:checked")) {
        next();
        return;
      }
      fetch(part.dataset.serinLive, { headers: { Accept: "text/html" } })
        .then((response) => (response.ok ? response.text() : Promise.reject(new Error(String(response.status)))))
        .then((html) => {
          if (part.innerHTML !== html) {
            part.innerHTML = html;
          }
          if (part.querySelector("[data-serin-done]") === null) {
            next();
          }
        })
        .catch(next);
    };
    setTimeout(refresh, seconds * 1000);
  });
});
