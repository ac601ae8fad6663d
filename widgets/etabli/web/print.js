// A page made to be printed: its button does so.
const button = document.querySelector("[data-imprimer]");
button.hidden = false;
button.addEventListener("click", () => window.print());
