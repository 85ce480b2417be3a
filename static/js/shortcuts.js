// "/" goes to the search box, unless something is being typed. Pages work without it.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.querySelector("#site-search");
  if (!box) return;
  event.preventDefault();
  box.focus();
});
