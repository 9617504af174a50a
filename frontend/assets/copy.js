// Buttons that copy what stands in a field (its id: data-copies). Without this script nobody sees them.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    // A page without a certificate has no clipboard but the old one.
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(field.value).then(() => true, () => false)
      : document.execCommand("copy");
    if (copied) button.textContent = button.dataset.copied;
  });
}
