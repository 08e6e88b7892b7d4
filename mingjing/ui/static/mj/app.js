/* 明镜 · 办公端。没有它一切照常办理；有它，写过的字不丢：
   表单内容存在本机，直到服务器受理（见 desk/access.py 的 mj-accepted）。密码、文件、隐藏项从不保存。基线 Chromium 88。 */
(function () {
  "use strict";
  var PREFIX = "mj:draft:", DAYS = 7, QUIET = 400;
  var person = document.body.getAttribute("data-person") || "";

  /* ---------- 本机草稿 ---------- */
  function store(key, value) {
    try {
      if (value === null) { localStorage.removeItem(key); } else { localStorage.setItem(key, JSON.stringify(value)); }
      return true;
    } catch (error) { return false; }
  }
  function stored(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; }
  }
  function mine(token) { return PREFIX + person + ":" + token; }
  function tokenOf(text) {
    var a = 5381, b = 52711, i, c;
    for (i = 0; i < text.length; i += 1) {
      c = text.charCodeAt(i);
      a = (a * 33 ^ c) >>> 0;
      b = (b * 31 ^ c) >>> 0;
    }
    return a.toString(36) + b.toString(36);
  }
  function forget() {
    var old = Date.now() - DAYS * 864e5, keys = [], i;
    try {
      for (i = 0; i < localStorage.length; i += 1) { keys.push(localStorage.key(i)); }
    } catch (error) { return; }
    keys.filter(function (key) { return key.indexOf(PREFIX) === 0; }).forEach(function (key) {
      var draft = stored(key);
      if (!draft || draft.at < old) { store(key, null); }
    });
    var accepted = /(?:^|; )mj-accepted=([a-z0-9]+)/i.exec(document.cookie);
    if (accepted) {
      store(mine(accepted[1]), null);
      document.cookie = "mj-accepted=; path=/office/; max-age=0; samesite=strict";
    }
  }
  function fields(form) {
    return Array.prototype.filter.call(form.elements, function (field) {
      return field.name && field.name !== "csrfmiddlewaretoken" && !field.hasAttribute("data-nodraft") &&
        /^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName) &&
        !/^(password|file|hidden|submit|button|reset|image)$/.test(field.type);
    });
  }
  function read(form) {
    var values = {};
    fields(form).forEach(function (field) {
      var list = values[field.name] = values[field.name] || [];
      if (/^(checkbox|radio)$/.test(field.type)) {
        if (field.checked) { list.push(field.value); }
      } else if (field.type === "select-multiple") {
        Array.prototype.forEach.call(field.selectedOptions, function (option) { list.push(option.value); });
      } else { list.push(field.value); }
    });
    return values;
  }
  function write(form, values) {
    var used = {};
    fields(form).forEach(function (field) {
      var list = values[field.name], n;
      if (!list) { return; }
      if (/^(checkbox|radio)$/.test(field.type)) {
        field.checked = list.indexOf(field.value) >= 0;
      } else if (field.type === "select-multiple") {
        Array.prototype.forEach.call(field.options, function (o) { o.selected = list.indexOf(o.value) >= 0; });
      } else {
        n = used[field.name] = (used[field.name] || 0) + 1;
        if (n <= list.length) { field.value = list[n - 1]; }
      }
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
  function clock(at) {
    var d = new Date(at), two = function (n) { return (n < 10 ? "0" : "") + n; };
    return two(d.getMonth() + 1) + "-" + two(d.getDate()) + " " + two(d.getHours()) + ":" + two(d.getMinutes());
  }
  function button(words, act) {
    var b = document.createElement("button");
    b.type = "button"; b.className = "btn sm"; b.textContent = words;
    b.addEventListener("click", act);
    return b;
  }

  function keep(form, token) {
    var key = mine(token), first = JSON.stringify(read(form)), dirty = false, sent = false, timer = 0, saved = null;
    var draft = stored(key);
    var note = document.createElement("p");
    note.className = "kept"; note.hidden = true;
    form.appendChild(note);

    function save() {
      var values = read(form), text = JSON.stringify(values);
      clearTimeout(timer); timer = 0;
      dirty = text !== first;
      if (text === saved || !dirty) { return; }
      note.hidden = false;
      if (store(key, { at: Date.now(), values: values })) {
        saved = text;
        note.textContent = "已写内容存在本机，" + clock(Date.now()) + "。提交后清除。";
      } else { note.textContent = "本机存不下草稿，离开前请先提交。"; }
    }
    function changed() { dirty = true; clearTimeout(timer); timer = setTimeout(save, QUIET); }

    if (draft && draft.values && JSON.stringify(draft.values) !== first && !document.getElementById("errors")) {
      var bar = document.createElement("div"), words = document.createElement("span");
      bar.className = "draftbar"; bar.setAttribute("role", "status");
      words.textContent = clock(draft.at) + " 写的内容没有提交，还在本机。";
      bar.appendChild(words);
      bar.appendChild(button("恢复", function () {
        form.dispatchEvent(new CustomEvent("mj:restore", { detail: draft.values }));  /* 表格先补够行，见 documents.js */
        write(form, draft.values); bar.remove(); save(); fields(form)[0].focus();
      }));
      bar.appendChild(button("丢弃", function () { store(key, null); bar.remove(); }));
      form.insertBefore(bar, form.firstChild);
    }
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", function (event) {
      if (event.defaultPrevented) { return; }
      if (sent) { event.preventDefault(); return; }
      save();
      sent = true;
      setTimeout(function () { sent = false; }, 5000);
      var mark = form.querySelector("input[name=_draft]") || document.createElement("input");
      mark.type = "hidden"; mark.name = "_draft"; mark.value = token;
      form.appendChild(mark);
    });
    window.addEventListener("pagehide", function () { if (dirty && !sent) { save(); } });
    window.addEventListener("beforeunload", function (event) {
      if (!dirty || sent) { return; }
      save();
      if (dirty) { event.preventDefault(); event.returnValue = ""; }
    });
  }

  forget();
  if (person) {
    var seen = {};
    Array.prototype.forEach.call(document.querySelectorAll("form[method=post]:not([data-nodraft])"), function (form) {
      if (!fields(form).length) { return; }
      var path = new URL(form.getAttribute("action") || location.href, location.href).pathname;
      seen[path] = (seen[path] || 0) + 1;
      keep(form, tokenOf(path + "#" + (form.id || seen[path])));
    });
  }

  /* ---------- 小处方便 ---------- */
  var errors = document.getElementById("errors"), menu = document.querySelector("details.who");
  if (errors) { errors.focus(); }
  document.addEventListener("keydown", function (event) {
    var at = event.target, typing = /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || at.isContentEditable;
    var search = document.getElementById("cmd-q");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && search && search.offsetParent) {
      event.preventDefault(); search.focus();
    } else if (event.key === "Escape" && menu && menu.open) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", function (event) {
    if (menu && menu.open && !menu.contains(event.target)) { menu.open = false; }
  });
})();
