/* 明镜 · 表格逐行填写：加一行、删一行；恢复本机草稿之前先把行补够。没有它，表格留有空行可填。基线 Chromium 88。 */
(function () {
  "use strict";
  function button(words, label, kind, act) {
    var b = document.createElement("button");
    b.type = "button"; b.className = "btn sm " + kind; b.textContent = words;
    if (label) { b.setAttribute("aria-label", label); }
    b.addEventListener("click", act);
    return b;
  }
  function removable(line) {
    line.appendChild(button("×", "删除这一行", "quiet drop-line", function () {
      var list = line.parentNode, next = line.nextElementSibling || line.previousElementSibling;
      if (list.children.length === 1) { addLine(list); next = list.lastElementChild; }
      line.remove();
      var field = next && next.querySelector("input, textarea, select");
      if (field) { field.focus(); }
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  }
  function addLine(list) {
    var line = list.parentNode.querySelector("template").content.firstElementChild.cloneNode(true);
    var n = Number(list.getAttribute("data-next"));
    Array.prototype.forEach.call(line.querySelectorAll("[name]"), function (field) {
      field.name = field.name.replace(".#.", "." + n + ".");
    });
    list.setAttribute("data-next", n + 1);
    list.appendChild(line);
    removable(line);
    return line;
  }
  Array.prototype.forEach.call(document.querySelectorAll("form [data-rows]"), function (list) {
    list.setAttribute("data-next", list.children.length);
    Array.prototype.forEach.call(list.children, removable);
    list.parentNode.insertBefore(button("添加一行", "", "", function () {
      addLine(list).querySelector("input, textarea, select").focus();
    }), list.nextSibling);
    list.closest("form").addEventListener("mj:restore", function (event) {
      Object.keys(event.detail || {}).forEach(function (name) {
        var at = /^(.+)\.(\d+)\.[a-z_]+$/.exec(name);
        while (at && at[1] === list.getAttribute("data-rows") && Number(list.getAttribute("data-next")) <= Number(at[2])) {
          addLine(list);
        }
      });
    });
  });
})();
