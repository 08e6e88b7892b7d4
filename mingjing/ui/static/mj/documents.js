/* 明镜 · 文书填写。没有它照样能填、能存；有它，栏目随情形出没，表格加减行，预览跟着写。基线 Chromium 88。 */
(function () {
  "use strict";
  var form = document.getElementById("write");
  if (!form) { return; }
  var paper = document.querySelector("[data-paper]"), timer = 0, asked = 0, QUIET = 900;

  /* ---------- 栏目随情形出没：与 documents/forms/model.py 的 holds 同一写法 ---------- */
  function held(name) {
    var found = [];
    Array.prototype.forEach.call(form.elements, function (field) {
      var box = field.closest("[data-box]");
      if (field.name !== name || (box && box.hidden)) { return; }
      if (/^(checkbox|radio)$/.test(field.type)) { if (field.checked) { found.push(field.value); } }
      else if (field.value.trim()) { found.push(field.value.trim()); }
    });
    return found;
  }
  function holds(condition) {
    return condition.split("&").every(function (part) {
      var at = part.trim().split("="), name = at[0].replace(/^!/, ""), values = held(name);
      if (at.length === 1) { return (values.length === 0) === (at[0].charAt(0) === "!"); }
      return at[1].split("|").some(function (wanted) { return values.indexOf(wanted) >= 0; });
    });
  }
  function settle() {
    Array.prototype.forEach.call(form.querySelectorAll("[data-when]"), function (box) {
      box.hidden = !holds(box.getAttribute("data-when"));
    });
  }

  /* ---------- 预览跟着写 ---------- */
  function preview() {
    var mine = asked += 1, body = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (typeof value === "string") { body.append(name, value); } });
    fetch(form.getAttribute("data-preview"), { method: "POST", body: body, credentials: "same-origin", redirect: "error" })
      .then(function (answer) { if (!answer.ok) { throw new Error(answer.status); } return answer.text(); })
      .then(function (html) {
        if (mine !== asked) { return; }
        var at = paper.scrollTop;
        paper.innerHTML = html;
        paper.scrollTop = at;
        var left = paper.querySelectorAll(".tocome a").length, tag = form.querySelector("[data-left]");
        tag.textContent = left ? "余 " + left + " 项" : "已填齐";
        tag.className = "tag " + (left ? "amber" : "green");
      })
      .catch(function () { /* 预览停在上一次，填写不受影响 */ });
  }
  function changed() { settle(); clearTimeout(timer); timer = setTimeout(preview, QUIET); }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  settle();
})();
