/* 明镜 · 权利告知：打印；设备能朗读的，逐句朗读并标出读到哪里。基线 Chromium 88。 */
(function () {
  "use strict";
  var button = document.getElementById("tell-read"), print = document.getElementById("tell-print"), voice = window.speechSynthesis, reading = false;
  if (print) { print.addEventListener("click", function () { window.print(); }); }
  if (!button || !voice || !window.SpeechSynthesisUtterance) { return; }
  var parts = Array.prototype.slice.call(document.querySelectorAll("[data-read]"));
  button.hidden = false;
  function words(text) { button.querySelector("span").textContent = text; }
  function unmark() { parts.forEach(function (p) { p.removeAttribute("data-reading"); }); }
  function stop() { reading = false; voice.cancel(); unmark(); words("朗读"); }
  function read(n) {
    var said;
    unmark();
    if (!reading || n >= parts.length) { stop(); return; }
    said = new SpeechSynthesisUtterance(parts[n].textContent);
    said.lang = "zh-CN"; said.rate = 0.95;
    said.onend = function () { if (reading) { read(n + 1); } };
    said.onerror = function () { if (reading) { stop(); } };
    parts[n].setAttribute("data-reading", "");
    parts[n].scrollIntoView({ block: "center" });
    voice.speak(said);
  }
  button.addEventListener("click", function () {
    if (reading) { stop(); return; }
    reading = true; words("停止"); read(0);
  });
  window.addEventListener("pagehide", stop);
})();
