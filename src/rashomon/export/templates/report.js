// Filters lists by their words, folded as the record folds them, and hides lines a model is not sure of. The page works without it.
(function () {
  "use strict";
  function fold(s) {
    return s.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670\u0640]/g, "").replace(/[أإآٱ]/g, "ا").replace(/ى/g, "ي").replace(/ة/g, "ه").toLowerCase();
  }
  document.querySelectorAll("input[data-list]").forEach(function (input) {
    input.hidden = false;
    var items = document.querySelectorAll(input.dataset.list);
    var texts = Array.prototype.map.call(items, function (i) { return fold(i.textContent); });
    input.addEventListener("input", function () {
      var wanted = fold(input.value.trim());
      items.forEach(function (item, n) { item.hidden = wanted !== "" && texts[n].indexOf(wanted) < 0; });
    });
  });
  var least = document.getElementById("least");
  function weigh() {
    var asked = Number(least.value), count = 0;
    document.querySelectorAll("[data-confidence]").forEach(function (line) {
      var away = Number(line.dataset.confidence) < asked;
      line.classList.toggle("away", away);
      if (away && "line" in line.dataset) { count += 1; }
    });
    document.querySelectorAll("[data-holds]").forEach(function (holder) {
      holder.classList.toggle("away", !holder.querySelector("[data-line]:not(.away)"));
    });
    document.getElementById("away").textContent = count ? count + (count === 1 ? " line" : " lines") + " hidden; numbers beside events and names still count " + (count === 1 ? "it" : "them") : "";
  }
  if (least) {
    least.closest("p").hidden = false;
    least.addEventListener("change", weigh);
    weigh();
  }
  if (location.hash) {
    var target = document.getElementById(location.hash.slice(1));
    if (target) { target.querySelectorAll("details").forEach(function (d) { d.open = true; }); }
  }
})();
