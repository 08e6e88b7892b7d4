/* 年报编制：停笔一秒后按正在填写的内容重新核对，不保存。没有脚本时，保存后核对。基线 Chromium 88。 */
(function () {
  "use strict";
  var form = document.getElementById("edit"), status = form && form.querySelector("[data-status]"), timer = 0, turn = 0;
  if (!form || !window.fetch || !window.FormData) { return; }
  function check() {
    var mine = ++turn;
    fetch(form.getAttribute("data-check"), { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) { if (!answer.ok) { throw new Error(answer.status); } return answer.text(); })
      .then(function (text) {
        if (mine !== turn) { return; }
        var fresh = new DOMParser().parseFromString(text, "text/html").getElementById("checks"), old = document.getElementById("checks");
        if (fresh && old) { old.replaceWith(fresh); status.textContent = fresh.querySelector("h2").textContent + "，还没有保存"; }
      })
      .catch(function () { status.textContent = "没有核对上，保存时再核对"; });
  }
  form.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(check, 1000); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("#checks a[href^='#']"), row = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!row) { return; }
    for (var box = row; box; box = box.parentElement) { if (box.tagName === "DETAILS") { box.open = true; } }
    var more = row.querySelector("details.more");
    if (more) { more.open = true; event.preventDefault(); row.scrollIntoView({ block: "center" }); (more.querySelector("input[name^=note]") || row).focus(); }
  });
})();
