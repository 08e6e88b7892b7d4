/* 明镜 · 亮证：密钥在本机生成，取不出来；单位每天联网时确认一次，之后没有网络也能每分钟换一个码。基线 Chromium 88。 */
(function () {
  "use strict";
  var home = document.getElementById("card"), person = document.body.getAttribute("data-person") || "";
  if (!home) { return; }
  var canvas = document.getElementById("card-code"), left = document.getElementById("card-left"), box = document.getElementById("card-box");
  var mark = document.getElementById("card-mark"), kept = null, shown = -1, drawing = false, MINUTE = 60000;
  var PREFIX = bytes("mingjing.card/v1 shown\n"), SIGNED = 64;

  /* ---------- 字节 ---------- */
  function bytes(text) { return Uint8Array.from(text, function (c) { return c.charCodeAt(0); }); }
  function join(parts) {
    var size = parts.reduce(function (n, p) { return n + p.length; }, 0), all = new Uint8Array(size), at = 0;
    parts.forEach(function (p) { all.set(p, at); at += p.length; });
    return all;
  }
  function encode(data) { return btoa(String.fromCharCode.apply(null, data)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, ""); }
  function decode(text) { return bytes(atob(text.replace(/-/g, "+").replace(/_/g, "/"))); }
  function number(n) { return new Uint8Array([n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255]); }
  function hex(data) { return Array.prototype.map.call(data, function (b) { return (b < 16 ? "0" : "") + b.toString(16); }).join(""); }

  /* ---------- 本机 ---------- */
  function table(mode, act) {
    return new Promise(function (done, fail) {
      var ask = indexedDB.open("mj-card", 1);
      ask.onupgradeneeded = function () { ask.result.createObjectStore("cards", { keyPath: "person" }); };
      ask.onerror = function () { fail(ask.error); };
      ask.onsuccess = function () {
        var open = ask.result, t = open.transaction("cards", mode), got = act(t.objectStore("cards"));
        t.oncomplete = function () { open.close(); done(got && got.result); };
        t.onerror = t.onabort = function () { open.close(); fail(t.error); };
      };
    });
  }
  function load() { return table("readonly", function (s) { return s.get(person); }); }
  function save(record) { return table("readwrite", function (s) { return s.put(record); }); }
  function forget() { return table("readwrite", function (s) { return s.delete(person); }); }
  function now() { return Date.now() + (kept ? kept.offset : 0); }
  function today() { return new Date(now() + 8 * 60 * MINUTE).toISOString().slice(0, 10); }
  function usable() { return kept && kept.statement && kept.day === today(); }

  /* ---------- 说清楚现在怎样 ---------- */
  function say(level, title, words) {
    var place = document.getElementById("card-state");
    if (place.getAttribute("data-said") === title + words) { return; }
    place.setAttribute("data-said", title + words);
    place.setAttribute("data-level", level);
    place.textContent = "";
    [["b", title], ["span", words]].forEach(function (part) {
      var made = document.createElement(part[0]);
      made.textContent = part[1];
      place.appendChild(made);
    });
    place.hidden = false;
  }
  function clock() {
    var minutes = kept ? Math.round(Math.abs(kept.offset) / MINUTE) : 0;
    return minutes ? "本机时钟" + (kept.offset < 0 ? "快" : "慢") + " " + minutes + " 分钟，已按单位的时间出码；请在系统设置中打开自动对时。" : "";
  }

  /* ---------- 联网确认 ---------- */
  function ask(url, options) {
    return fetch(url, Object.assign({ credentials: "same-origin" }, options)).then(function (answer) {
      if (answer.redirected || answer.status === 403) { throw new Error("login"); }
      if (answer.status >= 500) { throw new Error("server"); }
      return answer.json().then(function (body) { return { ok: answer.ok, body: body }; });
    });
  }
  function keys() {
    if (kept && kept.keys) { return Promise.resolve(kept.keys); }
    return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);
  }
  function renew() {
    var pair;
    return keys().then(function (made) {
      pair = made;
      return Promise.all([crypto.subtle.exportKey("raw", pair.publicKey), ask(home.getAttribute("data-token"))]);
    }).then(function (got) {
      var raw = new Uint8Array(got[0]), form = new FormData();
      if (got[1].body.person !== person) { throw new Error("login"); }
      form.append("key", encode(join([[2 + (raw[64] & 1)], raw.subarray(1, 33)])));
      return ask(home.getAttribute("data-certify"), { method: "POST", body: form, headers: { "X-CSRFToken": got[1].body.token } });
    }).then(function (answer) {
      if (!answer.ok) {
        kept = null;
        return forget().then(function () { box.hidden = true; say("red", "不能亮证", answer.body.reason); throw new Error("refused"); });
      }
      kept = { person: person, keys: pair, statement: decode(answer.body.statement), day: answer.body.day, offset: answer.body.now - Date.now() };
      if (Math.abs(kept.offset) < 5000) { kept.offset = 0; }
      shown = -1;
      return save(kept);
    });
  }
  function refresh() {
    renew().then(function () {
      say("green", "可以亮证", "已联网确认，今天没有网络也能用。" + clock());
    }, function (error) {
      if (error.message === "refused") { return; }
      if (usable()) { say("yellow", error.message === "login" ? "登录已失效，今天仍可亮证" : "没有网络，今天仍可亮证", "码照常每分钟更换，今天 24 点前有效。" + clock()); return; }
      box.hidden = true;
      if (error.message === "login") { say("red", "登录已失效", "重新登录后再打开本页。"); return; }
      say("red", "今天还没有联网确认", "连上网络打开一次本页，之后今天没有网络也能亮证。现在请出示纸质证件。");
    }).then(draw);
  }

  /* ---------- 出码 ---------- */
  function paint(text) {
    var code = qrcode(0, "L"), pen = canvas.getContext("2d"), size, edge = 4, scale = 6, row, column;
    code.addData(text, "Byte");
    code.make();
    size = code.getModuleCount();
    canvas.width = canvas.height = (size + 2 * edge) * scale;
    pen.fillStyle = "#fff"; pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.fillStyle = "#000";
    for (row = 0; row < size; row += 1) {
      for (column = 0; column < size; column += 1) {
        if (code.isDark(row, column)) { pen.fillRect((column + edge) * scale, (row + edge) * scale, scale, scale); }
      }
    }
  }
  function draw() {
    var minute = Math.floor(now() / MINUTE), body, message;
    if (!usable()) {
      if (kept && kept.statement && !box.hidden) { box.hidden = true; say("red", "昨天的确认已经过期", "连上网络打开一次本页，即可继续亮证。"); }
      return;
    }
    left.textContent = Math.max(1, Math.ceil((MINUTE - now() % MINUTE) / 1000)) + " 秒后更换";
    if (minute === shown || drawing) { return; }
    drawing = true;
    body = kept.statement.subarray(0, kept.statement.length - SIGNED);
    message = join([PREFIX, body, number(minute)]);
    Promise.all([
      crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, kept.keys.privateKey, message), crypto.subtle.digest("SHA-256", message),
    ]).then(function (made) {
      var text = encode(join([kept.statement, number(minute), new Uint8Array(made[0])])), short = hex(new Uint8Array(made[1])).slice(0, 8).toUpperCase();
      paint(home.getAttribute("data-site") + "/card/" + text);
      mark.textContent = short;
      document.querySelectorAll("[data-visit]").forEach(function (link) { link.hash = "card=" + short; });
      shown = minute; box.hidden = false; drawing = false;
    }).catch(function () { drawing = false; });
  }

  if (!window.crypto || !crypto.subtle || !window.indexedDB) {
    say("red", "这台设备不能出码", "浏览器太旧，或者没有用 https 打开本页。现在请出示纸质证件。");
    return;
  }
  if (navigator.serviceWorker) { navigator.serviceWorker.register(home.getAttribute("data-worker"), { scope: "/office/field/" }).catch(function () { /* 不能离线打开页面，已打开的页面照常换码 */ }); }
  load().then(function (found) { kept = found || null; draw(); }, function () { kept = null; }).then(refresh);
  setInterval(draw, 1000);
  window.addEventListener("online", refresh);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { draw(); } });
  if (navigator.wakeLock) { navigator.wakeLock.request("screen").catch(function () { /* 屏幕会照常变暗 */ }); }
})();
