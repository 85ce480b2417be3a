// Says before anything is sent that a file is larger than any register; the server says the same, but has to be asked.
const chosen = document.querySelector("[data-most-bytes]");
const refusal = document.querySelector("#upload-refusal");
const megabytes = (bytes) => Math.round(bytes / 1e6).toLocaleString("en");
chosen?.form.addEventListener("submit", (event) => {
  const most = Number(chosen.dataset.mostBytes);
  const large = [...chosen.files].find((file) => file.size > most);
  refusal.hidden = !large;
  if (!large) return;
  event.preventDefault();
  refusal.textContent = `${large.name} has ${megabytes(large.size)} MB; no register here is larger than ${megabytes(most)} MB. Check that it is the right file, or cut it into parts.`;
});
