// Runs in <head>, before anything is drawn, so that a dark room or big text never flashes in another guise.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  function aim() { root.classList.toggle("cible", /^#etape-\d+$/.test(location.hash)); }
  aim();
  addEventListener("hashchange", aim);
  try {
    var kept = JSON.parse(localStorage.getItem("etabli:reglages") || "{}");
    if (kept.texte) root.dataset.texte = kept.texte;
    if (kept.facile) root.dataset.facile = kept.facile;
    if (kept.contraste) root.dataset.contraste = kept.contraste;
    else if (matchMedia("(prefers-contrast: more)").matches) root.dataset.contraste = "fort";
  } catch (e) { /* no storage: the page is as it comes */ }
})();
