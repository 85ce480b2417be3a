// <button type="button" data-copy="#citation" hidden>Copy</button>: shown only where it can work.
for (const button of document.querySelectorAll("[data-copy]")) {
  const text = document.querySelector(button.dataset.copy);
  if (!navigator.clipboard || !text) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.textContent = "Copied";
  });
}
