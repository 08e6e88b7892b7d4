/* 明镜 · 法制审核。没有它照样能审；有它，换材料时右边写的不动，有问题才露出说明栏，数着还有几项没判。基线 Chromium 88。 */
(function () {
  "use strict";
  var view = document.querySelector("[data-view]"), form = document.getElementById("judge");

  /* ---------- 换材料：只换中间一栏 ---------- */
  function swap(address, push) {
    return fetch(address, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.text();
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html"), fresh = page.querySelector("[data-view]");
      if (!fresh) { throw new Error("no view"); }
      view.innerHTML = fresh.innerHTML;
      view.scrollTop = 0;
      var marked = {};
      Array.prototype.forEach.call(page.querySelectorAll(".files a[aria-current]"), function (a) { marked[a.getAttribute("href")] = true; });
      Array.prototype.forEach.call(document.querySelectorAll(".files a"), function (a) {
        if (marked[a.getAttribute("href")]) { a.setAttribute("aria-current", "true"); } else { a.removeAttribute("aria-current"); }
      });
      if (push) { history.pushState(null, "", address); }
    }).catch(function () { if (push) { location.href = address; } else { location.reload(); } });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-swap]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) { return; }
    event.preventDefault();
    swap(link.href, true);
  });
  window.addEventListener("popstate", function () { swap(location.href, false); });
  if (!form || form.elements.step.value !== "give_opinion") { return; }

  /* ---------- 逐项判断 ---------- */
  var heads = Array.prototype.slice.call(form.querySelectorAll("[data-head]"));
  var left = form.querySelector("[data-left]"), sign = form.querySelector("[data-sign]"), words = form.elements.words;
  function verdict(head) {
    var on = head.querySelector("input[type=radio]:checked");
    return on ? on.value : "";
  }
  function note(head) { return head.querySelector("[data-fix] input"); }
  function settle() {
    var open = [];
    heads.forEach(function (head, n) {
      var said = verdict(head), fix = head.querySelector("[data-fix]");
      if (!said) { open.push(n + 1); }
      if (said === "issue") { head.setAttribute("data-r", "bad"); } else { head.removeAttribute("data-r"); }
      fix.hidden = said !== "issue" && !note(head).value.trim() && !fix.hasAttribute("data-error");
    });
    left.textContent = !open.length ? "八项都已判断" : open.length > 3 ? "还有 " + open.length + " 项未判" : "还有第 " + open.join("、") + " 项未判";
    var outcome = form.querySelector("input[name=outcome]:checked");
    sign.textContent = !outcome ? "签署意见" : outcome.value === "agree" ? "签署同意" : "签署并退回";
  }
  form.addEventListener("change", settle);
  form.addEventListener("input", settle);

  /* ---------- 常用语：照所判各项起草，写好的不动 ---------- */
  var common = document.createElement("button");
  common.type = "button"; common.className = "btn quiet sm common push"; common.textContent = "插入常用语";
  common.addEventListener("click", function () {
    var bad = heads.filter(function (head) { return verdict(head) === "issue"; });
    var text = bad.length ? "经审核，存在下列问题：" + bad.map(function (head, n) {
      var said = note(head).value.trim().replace(/[。；]$/, "");
      return "（" + "一二三四五六七八".charAt(n) + "）" + head.querySelector("b").textContent + (said ? "：" + said : "");
    }).join("；") + "。请研究处理后再次送审。"
      : "经审核，执法主体合法，程序合法，事实清楚，证据充分，适用法律正确，裁量适当，文书规范，同意。";
    words.value = (words.value.trim() ? words.value.trim() + "\n" : "") + text;
    words.dispatchEvent(new Event("input", { bubbles: true }));
    words.focus();
  });
  document.getElementById("f-outcome").parentNode.appendChild(common);
  settle();
})();
