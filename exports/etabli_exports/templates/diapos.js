// Two ways to read the same page: projected (reveal.js), or as a page, which is also what stands without JavaScript.
(() => {
  "use strict";
  const query = new URLSearchParams(location.search);
  const reading = query.has("lecture") || window.innerWidth < 600;
  const main = document.querySelector("main");
  const link = document.getElementById("lecture");
  const back = document.getElementById("projeter");
  if (reading) {
    document.body.classList.add("lecture");
    back.hidden = window.innerWidth < 600;
    for (const table of document.querySelectorAll(".tableau")) {
      if (table.scrollWidth <= table.clientWidth) continue;
      table.tabIndex = 0;
      table.setAttribute("role", "group");
      table.setAttribute("aria-label", "Tableau, à faire défiler");
    }
    return;
  }
  // The speaker's file has a desk of its own, and is projected in a second window.
  if (document.body.classList.contains("double") && !query.has("projection")) return;
  document.body.classList.add("projete");
  // Off: the rules by which reveal.js prints a text without its places.
  document.documentElement.classList.add("print-pdf");
  main.classList.add("reveal");
  document.querySelector(".pages").classList.add("slides");
  // One slide at a time is seen: its title is the title of what there is to read.
  for (const title of document.querySelectorAll("h2.titre, h3.titre")) {
    title.setAttribute("role", "heading");
    title.setAttribute("aria-level", "1");
  }
  const deck = (window.etabliDeck = new Reveal(main, {
    width: 1280, height: 720, margin: 0, minScale: 0.1, maxScale: 6, center: false,
    controls: false, progress: false, slideNumber: false, help: false, jumpToSlide: false,
    hash: true, hashOneBasedIndex: true, transition: "none", backgroundTransition: "none",
    scrollActivationWidth: 0, autoAnimate: false, postMessage: false, hideInactiveCursor: true, viewDistance: 2,
  }));
  const before = document.getElementById("avant");
  const after = document.getElementById("apres");
  const here = () => {
    before.disabled = deck.isFirstSlide();
    after.disabled = deck.isLastSlide();
    link.href = `?lecture#${deck.getCurrentSlide().id}`;
    document.body.classList.toggle("premiere", deck.isFirstSlide());
  };
  before.addEventListener("click", () => deck.prev());
  after.addEventListener("click", () => deck.next());
  deck.on("slidechanged", here);
  const start = /^#d(\d+)$/.exec(location.hash);
  if (start) history.replaceState(null, "", `#/d${start[1]}`);
  deck.initialize().then(() => {
    // "application" would take the reading keys away from screen readers.
    main.removeAttribute("role");
    const resume = main.querySelector(".resume-button");
    if (resume) resume.textContent = "Reprendre";
    here();
  });
  let timer = 0;
  addEventListener("pointermove", () => {
    document.body.classList.add("souris");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.remove("souris"), 3000);
  });
})();
