/* 明镜 · 现场：没有信号时，现场页面和它用到的文件从本机取。联网时先取新的。 */
"use strict";
var NAME = "mj-field-1", FILES = [{% for f in files %}"{{ f|escapejs }}"{% if not forloop.last %}, {% endif %}{% endfor %}];
self.addEventListener("install", function (event) {
  event.waitUntil(caches.open(NAME).then(function (cache) { return cache.addAll(FILES); }).then(function () { return self.skipWaiting(); }));
});
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (n) { return n !== NAME; }).map(function (n) { return caches.delete(n); }));
  }).then(function () { return self.clients.claim(); }));
});
self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url), page = url.pathname.indexOf("/office/field/") === 0;
  if (event.request.method !== "GET" || url.origin !== location.origin || url.pathname === "/office/field/token") { return; }
  if (!page && FILES.indexOf(url.pathname) < 0) { return; }
  event.respondWith(fetch(event.request).then(function (answer) {
    if (answer.ok && !answer.redirected) {
      var copy = answer.clone();
      caches.open(NAME).then(function (cache) { cache.put(event.request, copy); });
    }
    return answer;
  }).catch(function () {
    return caches.match(event.request).then(function (kept) { return kept || Response.error(); });
  }));
});
