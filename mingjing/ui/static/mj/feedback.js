/* 明镜 · 匿名评价凭证：RSABSSA-SHA384-PSS-Randomized（RFC 9474）的客户端一半。
   凭证在本机生成，遮盖后送去签发，签发方认不出以后交回来的是哪一份。基线 Chromium 88，不依赖安全上下文。 */
(function (root) {
  "use strict";
  var E = 65537n, SALT = 48, PREFIX = 32, M64 = (1n << 64n) - 1n;

  function primes(count) {
    var found = [];
    for (var n = 2; found.length < count; n += 1) {
      if (found.every(function (p) { return n % p; })) { found.push(n); }
    }
    return found;
  }
  function rootOf(value, degree) { // integer root, by bisection
    var low = 0n, high = 1n << 80n;
    while (low < high) {
      var middle = (low + high + 1n) >> 1n;
      if (middle ** degree <= value) { low = middle; } else { high = middle - 1n; }
    }
    return low;
  }
  // FIPS 180-4: the first 64 bits of the fractional parts of cube and square roots of primes.
  var K = primes(80).map(function (p) { return rootOf(BigInt(p) << 192n, 3n) & M64; });
  var H = primes(16).slice(8).map(function (p) { return rootOf(BigInt(p) << 128n, 2n) & M64; });

  function rotr(x, n) { return ((x >> n) | (x << (64n - n))) & M64; }
  function sha384(bytes) {
    var length = bytes.length, size = Math.ceil((length + 17) / 128) * 128, data = new Uint8Array(size);
    data.set(bytes);
    data[length] = 0x80;
    new DataView(data.buffer).setBigUint64(size - 8, BigInt(length * 8));
    var view = new DataView(data.buffer), h = H.slice();
    for (var at = 0; at < size; at += 128) {
      var w = [], s = h.slice(), t;
      for (t = 0; t < 80; t += 1) {
        if (t < 16) { w.push(view.getBigUint64(at + t * 8)); continue; }
        var x = w[t - 15], y = w[t - 2];
        w.push((w[t - 16] + w[t - 7] + (rotr(x, 1n) ^ rotr(x, 8n) ^ (x >> 7n)) + (rotr(y, 19n) ^ rotr(y, 61n) ^ (y >> 6n))) & M64);
      }
      for (t = 0; t < 80; t += 1) {
        var a = s[0], e = s[4];
        var one = s[7] + (rotr(e, 14n) ^ rotr(e, 18n) ^ rotr(e, 41n)) + ((e & s[5]) ^ (~e & M64 & s[6])) + K[t] + w[t];
        var two = (rotr(a, 28n) ^ rotr(a, 34n) ^ rotr(a, 39n)) + ((a & s[1]) ^ (a & s[2]) ^ (s[1] & s[2]));
        s = [(one + two) & M64, a, s[1], s[2], (s[3] + one) & M64, e, s[5], s[6]];
      }
      h = h.map(function (v, n) { return (v + s[n]) & M64; });
    }
    var out = new DataView(new ArrayBuffer(48));
    h.slice(0, 6).forEach(function (v, n) { out.setBigUint64(n * 8, v); });
    return new Uint8Array(out.buffer);
  }

  function join() {
    var parts = Array.prototype.slice.call(arguments), whole = [];
    parts.forEach(function (part) { whole.push.apply(whole, Array.from(part)); });
    return Uint8Array.from(whole);
  }
  function toNumber(bytes) {
    return BigInt("0x" + Array.from(bytes, function (b) { return b.toString(16).padStart(2, "0"); }).join(""));
  }
  function toBytes(number, length) {
    var text = number.toString(16).padStart(length * 2, "0");
    return Uint8Array.from(text.match(/../g), function (pair) { return parseInt(pair, 16); });
  }
  function power(base, exponent, n) {
    for (var out = 1n; exponent > 0n; exponent >>= 1n) {
      if (exponent & 1n) { out = out * base % n; }
      base = base * base % n;
    }
    return out;
  }
  function inverse(value, n) {
    var a = n, b = value % n, x = 0n, y = 1n;
    while (b > 0n) {
      var q = a / b, rest = a - q * b, next = x - q * y;
      a = b; b = rest; x = y; y = next;
    }
    if (a !== 1n) { throw new Error("no inverse"); }
    return (x % n + n) % n;
  }
  function random(length) { return root.crypto.getRandomValues(new Uint8Array(length)); }

  function encode(message, n, salt) { // EMSA-PSS-ENCODE
    var bits = n.toString(2).length - 1, length = Math.ceil(bits / 8);
    var digest = sha384(join(new Uint8Array(8), sha384(message), salt));
    var block = join(new Uint8Array(length - SALT - 48 - 2), [1], salt), mask = [];
    for (var count = 0; mask.length < block.length; count += 1) {
      mask = mask.concat(Array.from(sha384(join(digest, [0, 0, 0, count]))));
    }
    block = block.map(function (b, i) { return b ^ mask[i]; });
    block[0] &= 0xff >> (8 * length - bits);
    return toNumber(join(block, digest, [0xbc]));
  }
  function blind(n, message) {
    var encoded = encode(message, n, random(SALT)), size = Math.ceil(n.toString(2).length / 8), hide;
    do { hide = toNumber(random(size)); } while (hide < 2n || hide >= n);
    return { encoded: encoded, undo: inverse(hide, n), sent: encoded * power(hide, E, n) % n };
  }
  function finalize(n, kept, signed) {
    var signature = signed * kept.undo % n;
    if (power(signature, E, n) !== kept.encoded) { throw new Error("not signed"); }
    return signature;
  }
  function base64url(bytes) {
    return root.btoa(String.fromCharCode.apply(null, bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  root.mjBlind = { sha384: sha384, blind: blind, finalize: finalize, toNumber: toNumber };

  var form = root.document.getElementById("ask-token");
  if (!form) { return; }
  var n = BigInt("0x" + form.dataset.modulus), name = form.dataset.round, size = form.dataset.modulus.length / 2;
  var prefix = random(PREFIX), kept = blind(n, join(prefix, new TextEncoder().encode(form.dataset.message)));
  var told = root.document.getElementById("token-error"), button = form.querySelector("button");
  button.disabled = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    button.disabled = true;
    var body = new FormData(form);
    body.set("blinded", kept.sent.toString(16));
    root.fetch(form.action, { method: "POST", body: body }).then(function (answer) {
      return answer.json();
    }).then(function (answer) {
      if (answer.error) { throw new Error(answer.error); }
      var signature = finalize(n, kept, BigInt("0x" + answer.signed));
      root.document.getElementById("token-text").value = name + "." + base64url(join(prefix, toBytes(signature, size)));
      root.document.getElementById("token-card").hidden = false;
      form.hidden = true;
      root.document.getElementById("token-text").focus();
    }).catch(function (problem) {
      told.textContent = /[^\x00-\x7f]/.test(problem.message) ? problem.message : "没有领到凭证，请检查网络后再试。";
      told.hidden = false;
      button.disabled = false;
    });
  });
}(window));
