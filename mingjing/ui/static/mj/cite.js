/* 明镜 · 填写“条、款、项”时就地查条文：查到就填入法规和条号，再补写款、项。没有脚本时用“查条文、引用”页。基线 Chromium 88。 */
(function () {
  "use strict";
  var SEARCH = "/office/statutes/found.json";
  function make(tag, className, text) {
    var node = document.createElement(tag);
    if (className) { node.className = className; }
    if (text) { node.textContent = text; }
    return node;
  }
  function ask(query, then, failed) {
    fetch(SEARCH + query, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (found) { then(found.hits); }).catch(failed);
  }
  function changed(field) { field.dispatchEvent(new Event("input", { bubbles: true })); field.dispatchEvent(new Event("change", { bubbles: true })); }

  function equip(select, input) {
    var words = input.parentNode.querySelector("label").textContent.replace("选填", "").split("：")[0].trim();
    var quoted = make("div", "quoted"), open = make("button", "btn sm", "查条文");
    var panel = make("div", "picker"), bar = make("div", "bar"), box = make("input", "input"), go = make("button", "btn sm primary", "查找");
    var list = make("ol"), note = make("p", "hint");
    quoted.hidden = true; quoted.tabIndex = 0; quoted.setAttribute("role", "region"); quoted.setAttribute("aria-label", words + "的条文");
    open.type = go.type = "button"; open.setAttribute("aria-expanded", "false"); open.setAttribute("aria-label", "查条文：" + words);
    box.type = "search"; box.maxLength = 60; box.setAttribute("data-nodraft", ""); box.setAttribute("aria-label", "法规名称、条号或者词语");
    note.setAttribute("role", "status"); panel.hidden = true; list.tabIndex = 0; list.setAttribute("aria-label", "查到的条文");
    bar.appendChild(box); bar.appendChild(go);
    [bar, note, list].forEach(function (part) { panel.appendChild(part); });
    [quoted, open, panel].forEach(function (part) { input.parentNode.appendChild(part); });

    function quote() {
      if (!select.value || !/[条\d]/.test(input.value)) { quoted.hidden = true; return; }
      ask("?statute=" + encodeURIComponent(select.value) + "&q=" + encodeURIComponent(input.value), function (hits) {
        quoted.hidden = false;
        quoted.textContent = hits.length ? hits[0].label + "　" + hits[0].text : "没有查到这一条，核对条号。";
      }, function () { quoted.hidden = true; });
    }
    function pick(hit) {
      var there = Array.prototype.some.call(select.options, function (option) { return option.value === hit.statute; });
      if (!there) { note.textContent = "《" + hit.title + "》在行为日和今天都不在施行期，不能引用。"; return; }
      select.value = hit.statute; input.value = hit.label;
      changed(select); changed(input);
      panel.hidden = true; open.setAttribute("aria-expanded", "false");
      input.focus();
    }
    function show(hits) {
      list.textContent = "";
      note.textContent = hits.length ? "查到 " + hits.length + " 条，现行有效的在前。" : "没有查到。词语之间用空格分开，例：施工 扬尘。";
      hits.forEach(function (hit) {
        var row = make("li"), use = make("button", "btn sm", "填入");
        use.type = "button"; use.setAttribute("aria-label", "填入《" + hit.title + "》" + hit.label);
        use.addEventListener("click", function () { pick(hit); });
        row.appendChild(make("b", "", "《" + hit.title + "》" + hit.label));
        if (!hit.in_force) { row.appendChild(make("span", "tag amber", "今天不在施行期")); }
        row.appendChild(make("p", "", hit.text)); row.appendChild(use);
        list.appendChild(row);
      });
    }
    function search() {
      if (!box.value.trim()) { note.textContent = "写法规名称、条号或者两个以上的字。"; return; }
      note.textContent = "正在查找……";
      ask("?q=" + encodeURIComponent(box.value), show, function () { note.textContent = "现在查不到，稍后再试，或者直接填写条号。"; });
    }
    open.addEventListener("click", function () {
      panel.hidden = !panel.hidden;
      open.setAttribute("aria-expanded", String(!panel.hidden));
      if (!panel.hidden) { box.focus(); }
    });
    go.addEventListener("click", search);
    box.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); search(); } });
    select.addEventListener("change", quote); input.addEventListener("change", quote);
    quote();
  }
  ["violated", "penalty"].forEach(function (role) {
    var select = document.getElementById("f-" + role + "_statute"), input = document.getElementById("f-" + role + "_article");
    if (select && input) { equip(select, input); }
  });
})();
