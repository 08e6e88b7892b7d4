/* 明镜 · 现场执法：填好的记录先存在本机（IndexedDB），再上传；没有信号就等，联网后自动上传。
   每条记录有自己的编号，服务器见过的编号不再写第二次，所以连点、断线、重试都不会重复。基线 Chromium 88。 */
(function () {
  "use strict";
  var form = document.getElementById("field-form"), box = document.getElementById("waiting");
  var home = form || box, person = document.body.getAttribute("data-person") || "";
  if (!home || !window.indexedDB) { return; }

  /* ---------- 本机的记录 ---------- */
  function db() {
    return new Promise(function (done, fail) {
      var ask = indexedDB.open("mj-field", 1);
      ask.onupgradeneeded = function () { ask.result.createObjectStore("records", { keyPath: "key" }); };
      ask.onsuccess = function () { done(ask.result); };
      ask.onerror = function () { fail(ask.error); };
    });
  }
  function table(mode, act) {
    return db().then(function (open) {
      return new Promise(function (done, fail) {
        var t = open.transaction("records", mode), ask = act(t.objectStore("records"));
        t.oncomplete = function () { open.close(); done(ask && ask.result); };
        t.onerror = t.onabort = function () { open.close(); fail(t.error); };
      });
    });
  }
  function put(record) { return table("readwrite", function (s) { return s.put(record); }); }
  function drop(key) { return table("readwrite", function (s) { return s.delete(key); }); }
  function all() {
    return table("readonly", function (s) { return s.getAll(); }).then(function (rows) {
      return rows.filter(function (r) { return r.person === person; });
    });
  }
  function newKey() {
    var bytes = crypto.getRandomValues(new Uint8Array(16)), text = "";
    bytes.forEach(function (b) { text += (b < 16 ? "0" : "") + b.toString(16); });
    return text;
  }

  /* ---------- 上传 ---------- */
  function token() {
    return fetch(home.getAttribute("data-token"), { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) {
        if (answer.redirected || !answer.ok) { throw new Error("login"); }
        return answer.json();
      }).then(function (found) {
        if (found.person !== person) { throw new Error("login"); }
        return found.token;
      });
  }
  function send(record) {
    return token().then(function (mark) {
      var data = new FormData();
      record.fields.forEach(function (pair) { if (pair[0] !== "csrfmiddlewaretoken") { data.append(pair[0], pair[1]); } });
      record.files.forEach(function (f) { data.append(f[0], f[1], f[2]); });
      return fetch(record.action, { method: "POST", body: data, credentials: "same-origin", headers: { "X-CSRFToken": mark } });
    }).then(function (answer) {
      if (answer.status >= 500) { throw new Error("server"); }
      return answer.json().then(function (body) { return { status: answer.status, body: body }; });
    });
  }
  function bring(record) {
    return send(record).then(function (answer) {
      if (answer.status === 200) { return drop(record.key).then(function () { return answer; }); }
      record.refused = answer.body;
      return put(record).then(function () { return answer; });
    });
  }

  /* ---------- 说清楚结果 ---------- */
  function el(tag, words, kind) {
    var made = document.createElement(tag);
    made.textContent = words;
    if (kind) { made.className = kind; }
    return made;
  }
  function reasons(body) {
    var list = document.createElement("ul");
    list.className = "plain";
    (body.reasons || []).forEach(function (r) { list.appendChild(el("li", r.label + "：" + r.message + (r.message.indexOf(r.article) < 0 ? "（" + r.article + "）" : "") + "。" + r.cure)); });
    Object.keys(body.errors || {}).forEach(function (name) { list.appendChild(el("li", body.errors[name])); });
    return list;
  }
  function say(level, title, more) {
    var place = document.getElementById("outcome");
    place.hidden = false;
    place.setAttribute("data-level", level);
    place.textContent = "";
    var words = document.createElement("div");
    words.appendChild(el("h2", title));
    if (more) { words.appendChild(more); }
    place.appendChild(words);
    place.focus();
    place.scrollIntoView();
  }
  function mark(errors) {
    form.querySelectorAll(".field[data-error]").forEach(function (f) {
      f.removeAttribute("data-error");
      f.querySelectorAll(".error").forEach(function (e) { e.remove(); });
    });
    Object.keys(errors || {}).forEach(function (name) {
      var input = document.getElementById("f-" + name), field = input && input.closest(".field"), note;
      if (!field) { return; }
      field.setAttribute("data-error", "");
      note = el("p", errors[name], "error");
      note.id = "e-" + name;
      field.insertBefore(note, field.children[1] || null);
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", note.id);
    });
  }

  /* ---------- 签名 ---------- */
  function pad(holder) {
    var input = holder.querySelector("input"), canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    var down = false, drawn = false, clear = document.createElement("button");
    canvas.width = 640; canvas.height = 240;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "签名板，用手指书写");
    clear.type = "button"; clear.className = "btn sm"; clear.textContent = "重写";
    holder.appendChild(canvas); holder.appendChild(clear);
    function at(event) {
      var r = canvas.getBoundingClientRect();
      return [(event.clientX - r.left) * canvas.width / r.width, (event.clientY - r.top) * canvas.height / r.height];
    }
    function wipe() { pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height); drawn = false; }
    wipe();
    pen.lineWidth = 5; pen.lineCap = "round"; pen.lineJoin = "round"; pen.strokeStyle = "#16202a";
    canvas.addEventListener("pointerdown", function (event) {
      var p = at(event);
      down = drawn = true;
      if (canvas.setPointerCapture) { try { canvas.setPointerCapture(event.pointerId); } catch (error) { /* 鼠标已松开 */ } }
      pen.beginPath(); pen.moveTo(p[0], p[1]); pen.lineTo(p[0] + 0.1, p[1]); pen.stroke();
      event.preventDefault();
    });
    canvas.addEventListener("pointermove", function (event) {
      var p;
      if (!down) { return; }
      p = at(event); pen.lineTo(p[0], p[1]); pen.stroke();
    });
    ["pointerup", "pointercancel"].forEach(function (name) { canvas.addEventListener(name, function () { down = false; }); });
    clear.addEventListener("click", wipe);
    holder.classList.add("live");
    return function () {
      if (!drawn || input.files.length) { return Promise.resolve(null); }
      return new Promise(function (done) { canvas.toBlob(function (blob) { done([input.name, blob, "signature.png"]); }, "image/png"); });
    };
  }

  /* ---------- 填写 ---------- */
  var before = [];  // files of a record that is taken up again: the browser cannot put them back into their fields
  function takeUp(key) {
    if (!/^[0-9a-f]{32}$/.test(key)) { return; }
    all().then(function (rows) {
      var record = rows.filter(function (r) { return r.key === key; })[0];
      if (!record || record.page !== location.pathname) { return; }
      form.elements.key.value = key;
      before = record.files;
      var boxes = form.querySelectorAll("input[type=checkbox], input[type=radio]"), typed = {};
      record.fields.forEach(function (pair) { (typed[pair[0]] = typed[pair[0]] || []).push(pair[1]); });
      boxes.forEach(function (b) { b.checked = (typed[b.name] || []).indexOf(b.value) >= 0; });
      form.querySelectorAll("input:not([type=hidden]):not([type=file]), select, textarea").forEach(function (f) {
        if (f.type !== "checkbox" && f.type !== "radio" && typed[f.name]) { f.value = typed[f.name][0]; }
        f.dispatchEvent(new Event("change", { bubbles: true }));
      });
      if (record.refused) { mark(record.refused.errors); }
      say("yellow", before.length ? "接着填写，原来的照片和签名都在" : "接着填写", record.refused && reasons(record.refused));
    });
  }
  function compose(pads) {
    var data = new FormData(form), fields = [], files = [];
    data.set("key", form.elements.key.value);
    data.set("device_at", new Date().toISOString());
    data.forEach(function (value, name) {
      if (value instanceof File) { if (value.size) { files.push([name, value, value.name]); } } else { fields.push([name, value]); }
    });
    return Promise.all(pads.map(function (p) { return p(); })).then(function (signed) {
      files = files.concat(signed.filter(Boolean));
      var given = files.map(function (f) { return f[0]; });
      files = files.concat(before.filter(function (f) { return given.indexOf(f[0]) < 0; }));
      return {
        key: form.elements.key.value, person: person, action: form.getAttribute("action"), at: Date.now(),
        title: form.getAttribute("data-title"), fields: fields, files: files, page: location.pathname,
      };
    });
  }
  function scanned() {
    var found = /^#card=([0-9A-F]{8})$/.exec(location.hash), code = form.elements.enter__code, shown = form.elements.enter__shown;
    if (!found || !code || !shown) { return; }
    code.value = found[1]; shown.value = "scanned";
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function fill() {
    var button = document.getElementById("field-send"), busy = false;
    var pads = Array.prototype.map.call(form.querySelectorAll("[data-sign]"), pad);
    form.elements.key.value = newKey();
    scanned();
    takeUp(location.hash.slice(1));
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (busy) { return; }
      busy = true; button.disabled = true;
      mark({});
      compose(pads).then(function (record) {
        return put(record).then(function () { return bring(record); }, function () { return bring(record); });
      }).then(function (answer) {
        if (answer.status === 200) { window.location.assign(answer.body.href); return; }
        mark(answer.body.errors);
        say("red", answer.body.errors ? "有内容需要修改" : "现在不能办理，已写的内容都在", reasons(answer.body));
        busy = false; button.disabled = false;
      }).catch(function (error) {
        busy = false; button.disabled = false;
        say("yellow", error.message === "login" ? "登录已经失效，记录存在本机，重新登录后自动上传" : "没有连上网络，记录已存在本机，联网后自动上传");
      });
    });
  }

  /* ---------- 等待上传的 ---------- */
  function list() {
    return all().then(function (rows) {
      var place = document.getElementById("waiting-list");
      box.hidden = !rows.length;
      place.textContent = "";
      rows.sort(function (a, b) { return a.at - b.at; }).forEach(function (record) {
        var item = document.createElement("li"), go = document.createElement("button"), no = document.createElement("button");
        item.appendChild(el("span", record.title, "t"));
        item.appendChild(el("span", new Date(record.at).toLocaleString("zh-CN") + (record.refused ? " · 没有被受理" : " · 等待上传"), "sub"));
        if (record.refused) { item.appendChild(reasons(record.refused)); }
        go.type = no.type = "button"; go.className = no.className = "btn sm";
        go.textContent = "上传"; no.textContent = "丢弃";
        go.addEventListener("click", function () {
          go.disabled = true;
          bring(record).then(list, function () { go.disabled = false; });
        });
        no.addEventListener("click", function () {
          if (no.textContent === "确定丢弃") { drop(record.key).then(list); } else { no.textContent = "确定丢弃"; }
        });
        var again = el("a", "继续填写", "btn sm"), row = el("div", "", "row");
        again.href = record.page + "#" + record.key;
        row.appendChild(again); row.appendChild(go); row.appendChild(no);
        item.appendChild(row);
        place.appendChild(item);
      });
    });
  }
  var running = false;
  function all_in() {
    if (running) { return; }
    running = true;
    all().then(function (rows) {
      return rows.filter(function (r) { return !r.refused; }).reduce(function (chain, record) {
        return chain.then(function () { return bring(record); });
      }, Promise.resolve());
    }).then(null, function () { /* 还没有网络：留着 */ }).then(function () { running = false; if (box) { list(); } });
  }

  if (navigator.serviceWorker) { navigator.serviceWorker.register(home.getAttribute("data-worker"), { scope: "/office/field/" }).catch(function () { /* 没有安全连接时不能离线打开页面，已存的记录不受影响 */ }); }
  function keep() {  // 这一页列出的表都先取一遍，没有信号的地方也能打开
    if (!navigator.serviceWorker || !navigator.onLine) { return; }
    new Promise(function (done) {
      if (navigator.serviceWorker.controller) { done(); } else { navigator.serviceWorker.addEventListener("controllerchange", done); }
    }).then(function () {
      return Array.prototype.reduce.call(document.querySelectorAll(".field-list a.big"), function (chain, a) {
        return chain.then(function () { return fetch(a.href, { credentials: "same-origin" }).then(function (answer) { return answer.text(); }); });
      }, Promise.resolve());
    }).catch(function () { /* 断线了：取到多少算多少 */ });
  }
  if (form) { fill(); } else { list(); all_in(); keep(); }
  window.addEventListener("online", all_in);
})();
