/* 明镜 · 公示牌：走时，打印；每五分钟看一次有没有新内容，有了才刷新，断网时保持原样。基线 Chromium 88。 */
(function () {
  "use strict";
  var time = document.getElementById("board-time"), hold = document.getElementById("board-hold"), held = false, tag = "";
  function tick() { time.textContent = new Date().toLocaleString("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "long", hour: "2-digit", minute: "2-digit" }); }
  function look() {
    if (held) { return; }
    fetch(location.pathname, { method: "HEAD", cache: "no-cache" }).then(function (answer) {
      var now = answer.ok ? answer.headers.get("ETag") || "" : "";
      if (tag && now && now !== tag) { location.reload(); }
      tag = now || tag;
    }).catch(function () { /* 断网：保持原样 */ });
  }
  document.getElementById("board-print").addEventListener("click", function () { window.print(); });
  hold.addEventListener("click", function () {
    held = !held;
    hold.setAttribute("aria-pressed", String(held));
    hold.textContent = held ? "恢复自动刷新" : "停止自动刷新";
  });
  tick(); look();
  setInterval(tick, 15000);
  setInterval(look, 300000);
})();
