// Filters lists by their words, folded as the record folds them. The page works without it.
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
  if (location.hash) {
    var target = document.getElementById(location.hash.slice(1));
    if (target) { target.querySelectorAll("details").forEach(function (d) { d.open = true; }); }
  }
})();
