/* 公示拟稿：两边同步滚动；在全文里点一处文字，填进“隐去其他文字”的空位。没有它，用下拉选择照常办理。基线 Chromium 88。 */
(function () {
  "use strict";
  var panes = document.querySelectorAll("[data-pane]"), leading = null, timer = 0;
  Array.prototype.forEach.call(panes, function (pane) {
    pane.addEventListener("scroll", function () {
      if (leading && leading !== pane) { return; }
      leading = pane;
      clearTimeout(timer);
      timer = setTimeout(function () { leading = null; }, 120);
      var share = pane.scrollTop / Math.max(1, pane.scrollHeight - pane.clientHeight);
      Array.prototype.forEach.call(panes, function (other) {
        if (other !== pane) { other.scrollTop = share * (other.scrollHeight - other.clientHeight); }
      });
    });
  });

  var form = document.getElementById("draft");
  if (!form) { return; }
  document.querySelector(".beside").classList.add("pick");
  Array.prototype.forEach.call(form.querySelectorAll(".with-js"), function (words) { words.hidden = false; });

  function empty() {
    var places = form.querySelectorAll("[data-place]"), i, choice;
    for (i = 0; i < places.length; i += 1) {
      choice = places[i].querySelector("select");
      if (!choice.value) { return places[i]; }
    }
    return null;
  }
  panes[0].addEventListener("click", function (event) {
    var unit = event.target.closest("span.unit[data-path]");
    if (!unit || String(window.getSelection())) { return; }
    var path = unit.getAttribute("data-path"), place = empty();
    if (!place) { return; }
    var choice = place.querySelector("select"), more = place.closest("details");
    choice.value = path;
    if (choice.value !== path) { choice.value = ""; return; }
    if (more) { more.open = true; }
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    place.querySelectorAll("select")[1].focus();
  });
})();
