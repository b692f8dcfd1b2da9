(function () {
  "use strict";
  var csrf = document.body.dataset.csrf;

  // Review from the keyboard: j and k go on and back, 1 to 3 decide, n writes a note, u takes the last decision back.
  var questions = Array.prototype.slice.call(document.querySelectorAll("form.question"));
  function at() {
    return questions.findIndex(function (q) { return q.contains(document.activeElement); });
  }
  function go(n) {
    if (questions.length) {
      var q = questions[Math.max(0, Math.min(questions.length - 1, n))];
      q.focus();
      q.scrollIntoView({ block: "nearest" });
    }
  }
  if (questions.length || document.querySelector("[data-undo]")) {
    document.addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
        if (event.key === "Escape" && event.target.closest) {
          var holder = event.target.closest("form.question");
          if (holder) { holder.focus(); }
        }
        return;
      }
      var here = at();
      if (event.key === "j") { go(here + 1); }
      else if (event.key === "k") { go(here < 0 ? 0 : here - 1); }
      else if (event.key === "n" && here >= 0) { questions[here].querySelector("input[name=why]").focus(); event.preventDefault(); }
      else if (/^[1-3]$/.test(event.key) && here >= 0) { questions[here].querySelector("button[data-key='" + event.key + "']").click(); }
      else if (event.key === "u") {
        var undo = document.querySelector("[data-undo] button");
        if (undo) { undo.click(); }
      }
    });
    if (questions.length && document.querySelector("[data-undo]")) { questions[0].focus({ preventScroll: true }); }
  }
  // A decision links the whole record anew: one click is enough.
  document.querySelectorAll("form[method=post]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      form.setAttribute("aria-busy", "true");
    });
  });
  window.addEventListener("pageshow", function () {
    document.querySelectorAll("form[data-sent]").forEach(function (form) { delete form.dataset.sent; form.removeAttribute("aria-busy"); });
  });

  // A ledger from a file goes into the field.
  document.querySelectorAll("[data-needs-script]").forEach(function (part) { part.hidden = false; });
  var file = document.getElementById("ledger-file");
  if (file) {
    file.addEventListener("change", function () {
      if (file.files[0]) { file.files[0].text().then(function (text) { document.getElementById("ledger").value = text; }); }
    });
  }

  // Pictures as PNG, drawn from the same SVG.
  document.querySelectorAll("a[data-png]").forEach(function (link) {
    var png = document.createElement("a");
    png.href = link.href;
    png.textContent = "Picture (PNG)";
    link.after(" · ", png);
    png.addEventListener("click", function (event) {
      event.preventDefault();
      fetch(link.href).then(function (answer) { return answer.blob(); }).then(function (blob) {
        var picture = new Image();
        picture.onload = function () {
          var canvas = document.createElement("canvas");
          canvas.width = picture.width * 2;
          canvas.height = picture.height * 2;
          canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
          var save = document.createElement("a");
          save.href = canvas.toDataURL("image/png");
          save.download = link.href.split("/").pop().split("?")[0].replace(".svg", ".png");
          save.click();
        };
        var reader = new FileReader();
        reader.onload = function () { picture.src = reader.result; };
        reader.readAsDataURL(blob);
      });
    });
  });

  // While a build writes, say that there is something new; nothing moves by itself.
  var fresh = document.getElementById("fresh"), mark = null;
  function look() {
    if (document.hidden || !fresh.hidden) { return; }
    fetch("/api/v1/build").then(function (answer) { return answer.ok ? answer.json() : null; }).then(function (state) {
      if (!state) { return; }
      if (mark !== null && mark !== state.mark) { fresh.hidden = false; }
      mark = state.mark;
    }).catch(function () {});
  }
  if (fresh && csrf && !document.querySelector("input[type=password]")) {
    look();
    setInterval(look, 8000);
  }
})();
