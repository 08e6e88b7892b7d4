/* 明镜 · 评查一卷。没有它照样能评；有它，底栏随时显示合计。基线 Chromium 88。 */
(function () {
  "use strict";
  var form = document.querySelector("[data-sheet]");
  if (!form) { return; }
  var said = form.querySelector("[data-total]");
  function settle() {
    var lost = 0, items = 0;
    Array.prototype.forEach.call(form.querySelectorAll("[data-off]"), function (box) {
      var off = Math.round(parseFloat(box.value) * 10);
      if (off > 0) { lost += Math.min(off, Number(box.getAttribute("data-most")) * 10); items += 1; }
    });
    var vetoes = form.querySelectorAll("input[type=checkbox][value=yes]:checked").length;
    said.textContent = vetoes ? "认定 " + vetoes + " 项否决，全卷 0 分" : items ? "扣 " + items + " 项，合计 " + (1000 - lost) / 10 + " 分" : "没有扣分，合计 100 分";
  }
  form.addEventListener("input", settle);
  form.addEventListener("change", settle);
  settle();
})();
