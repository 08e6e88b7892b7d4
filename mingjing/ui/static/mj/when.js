/* 明镜 · 只在需要时出现的项：data-when="名称=值|值 & 名称=值"。没有脚本时全部显示。基线 Chromium 88。 */
(function () {
  "use strict";
  function value(box) {
    return box.type === "checkbox" ? (box.checked ? "yes" : "") : box.value;
  }
  function apply(form) {
    Array.prototype.forEach.call(form.querySelectorAll("[data-when]"), function (field) {
      field.hidden = !field.getAttribute("data-when").split("&").every(function (part) {
        var pair = part.trim().split("="), box = form.elements[pair[0]];
        return !box || pair[1].split("|").indexOf(value(box)) >= 0;
      });
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll("form"), function (form) {
    if (!form.querySelector("[data-when]")) { return; }
    apply(form);
    form.addEventListener("change", function () { apply(form); });
  });
  var errors = document.getElementById("errors");
  if (errors) { errors.focus(); }
})();
