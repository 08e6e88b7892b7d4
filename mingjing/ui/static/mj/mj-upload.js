/* mj-upload：分片续传（tus 1.0.0）。选好文件就开始传，可暂停，断网自动续，刷新页面后重选同一文件从断点续。
   每一片带 SHA-256（仅安全上下文有 crypto.subtle）；全部收下后由服务器读回核对。没有它，文件随表单一次提交。基线 Chromium 88。 */
(function () {
  "use strict";
  const KEY = "mj:upload:", LIFE = 7 * 864e5, LEAST = 256 * 1024, MOST = 8 * 1024 * 1024, END = 64 * 1024, LONGEST = 30;
  const subtle = window.crypto && window.crypto.subtle;
  const pause = (seconds) => new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    window.addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
  });
  const base64 = (bytes) => btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join(""));
  const text64 = (text) => base64(new TextEncoder().encode(text));
  const short = (hash) => `${hash.slice(0, 8)} … ${hash.slice(-8)}`;

  class Final extends Error {} // 再试也没有用，原因是给人看的话
  class Gone extends Error {} // 这次上传已不存在或者已结束
  class Trouble extends Error {} // 服务器这次没有收下，再试可能就好

  /* 同一个文件：名称、长度、修改时间，加首尾各 64 KB 的校验（不是防伪，只防认错文件） */
  async function print(file) {
    let sum = 2166136261;
    for (const part of [file.slice(0, END), file.slice(Math.max(0, file.size - END))]) {
      for (const byte of new Uint8Array(await part.arrayBuffer())) { sum = Math.imul(sum ^ byte, 16777619); }
    }
    return [file.size, file.lastModified, (sum >>> 0).toString(36), file.name].join(":");
  }

  const memory = {
    get(key) { try { return JSON.parse(localStorage.getItem(key)); } catch (error) { return null; } },
    set(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch (error) { /* 存不下，只是刷新后不能续 */ } },
    drop(key) { try { localStorage.removeItem(key); } catch (error) { /* 同上 */ } },
    keys(prefix) { try { return Object.keys(localStorage).filter((key) => key.startsWith(prefix)); } catch (error) { return []; } },
  };

  class MjUpload extends HTMLElement {
    connectedCallback() {
      if (this.input) { return; }
      this.input = this.querySelector("input[type=file]");
      this.ticket = this.querySelector("input[name=upload]");
      this.told = this.querySelector(".sent");
      this.form = this.closest("form");
      this.place = KEY + [document.body.getAttribute("data-person"), this.dataset.case, this.dataset.purpose].join(":") + ":";
      this.input.removeAttribute("name"); // 文件由这里传，不再随表单
      this.input.addEventListener("change", () => this.begin(this.input.files[0]));
      document.addEventListener("submit", (event) => this.hold(event), true);
      if (this.input.files.length) { this.begin(this.input.files[0]); } else if (!this.ticket.value) { this.remind(); }
    }

    /* ---------- 一次上传 ---------- */
    async begin(file) {
      if (this.job) { this.job.stop.abort(); }
      this.job = null;
      this.ticket.value = "";
      this.told.textContent = "";
      if (!file) { return; }
      const job = this.job = { file, key: "", url: "", at: 0, piece: LEAST, stop: new AbortController(), paused: false, sha256: "", began: 0, from: 0 };
      this.frame(job);
      try {
        job.key = this.place + await print(file);
      } catch (error) { return this.failed(job, "读不出这个文件，请重新选择"); }
      if (!file.size) { return this.failed(job, "文件是空的，请重新选择"); }
      job.url = (memory.get(job.key) || {}).url || "";
      return this.run(job);
    }

    async run(job) {
      let wait = 1, troubles = 0;
      job.began = 0;
      while (this.job === job && !job.paused) {
        try {
          if (!job.url) { await this.announce(job); } else { await this.ask(job); }
          job.from = job.at;
          job.began = Date.now();
          while (!job.sha256 && this.job === job && !job.paused) {
            this.show(job);
            await this.send(job);
            wait = 1;
            troubles = 0;
          }
          if (job.sha256 && this.job === job) { this.finished(job); }
          return;
        } catch (error) {
          if (this.job !== job || job.paused) { return; }
          if (error instanceof Final) { this.failed(job, error.message); return; }
          if (error instanceof Gone) { memory.drop(job.key); job.url = ""; job.at = 0; }
          troubles += error instanceof Trouble ? 1 : 0; // 断网和服务器正忙不计次，一直等
          if (troubles > 6) { this.failed(job, `${error.message}。已传的部分还在，稍后重新选择这个文件`); return; }
          this.show(job, error instanceof Gone ? "" : error instanceof TypeError ? `网络中断，已传 ${this.percent(job)}。恢复后从断点继续` : error.message);
          await pause(error instanceof Gone ? 0 : wait);
          wait = Math.min(wait * 2, LONGEST);
        }
      }
    }

    async announce(job) {
      const said = { case: this.dataset.case, purpose: this.dataset.purpose, filename: job.file.name };
      const answer = await this.call(job, "POST", this.dataset.url, {
        "Upload-Length": String(job.file.size),
        "Upload-Metadata": Object.entries(said).map(([name, value]) => `${name} ${text64(value)}`).join(","),
      });
      job.url = answer.headers.get("Location");
      job.at = 0;
      memory.set(job.key, { url: job.url, name: job.file.name, at: Date.now() });
    }

    async ask(job) {
      const answer = await this.call(job, "HEAD", job.url, {});
      if (answer.headers.get("Upload-Length") !== String(job.file.size)) { throw new Gone(); }
      this.take(job, answer);
    }

    async send(job) {
      const headers = { "Upload-Offset": String(job.at), "Content-Type": "application/offset+octet-stream" };
      let body;
      try {
        body = await job.file.slice(job.at, job.at + job.piece).arrayBuffer();
      } catch (error) { throw new Final("读不出这个文件：它可能被移动或者改动了，请重新选择"); }
      if (subtle) {
        headers["Upload-Checksum"] = "sha256 " + base64(new Uint8Array(await subtle.digest("SHA-256", body)));
      }
      const began = Date.now();
      this.take(job, await this.call(job, "PATCH", job.url, headers, body));
      const took = Date.now() - began;
      job.piece = took < 1000 ? Math.min(job.piece * 2, MOST) : took > 5000 ? Math.max(job.piece / 2, LEAST) : job.piece;
    }

    take(job, answer) {
      job.at = Number(answer.headers.get("Upload-Offset"));
      job.sha256 = answer.headers.get("Upload-Sha256") || "";
    }

    async call(job, method, url, headers, body) {
      const token = this.form.elements.csrfmiddlewaretoken.value;
      const answer = await fetch(url, {
        method, body, cache: "no-store", credentials: "same-origin", redirect: "manual", signal: job.stop.signal,
        headers: Object.assign({ "Tus-Resumable": "1.0.0", "X-CSRFToken": token }, headers),
      });
      if (answer.ok) { return answer; }
      if (answer.type === "opaqueredirect") { throw new Final("登录已过期。请重新登录，再选这个文件，从断点继续"); }
      const words = (answer.headers.get("Content-Type") || "").startsWith("text/plain") ? await answer.text() : "";
      if (url === job.url && (answer.status === 404 || (answer.status === 410 && method === "HEAD"))) { throw new Gone(); }
      if (answer.status === 423) { throw new Error(words); }
      if ([408, 409, 460].includes(answer.status) || (answer.status >= 500 && answer.status !== 507)) { throw new Trouble(words || "服务器没有收下这一段"); }
      memory.drop(job.key);
      throw new Final(words || "没有收下这个文件。请刷新页面再试");
    }

    /* ---------- 给人看的 ---------- */
    frame(job) {
      job.line = document.createElement("span");
      job.line.append(job.file.name);
      job.side = document.createElement("span");
      job.side.className = "num small";
      job.bar = document.createElement("progress");
      job.bar.max = job.file.size || 1;
      job.bar.value = 0;
      job.bar.setAttribute("aria-label", `${job.file.name} 的上传进度`);
      job.words = document.createElement("span");
      job.button = this.press("暂停", () => this.toggle(job));
      job.side.append(job.words, job.button);
      this.told.setAttribute("aria-live", "off"); // 进度不一句句念，结果才念
      this.told.replaceChildren(job.line, job.side, job.bar);
      this.show(job);
    }

    show(job, trouble) {
      if (this.job !== job) { return; }
      job.bar.value = job.at;
      job.words.className = trouble ? "light" : "";
      job.words.setAttribute("data-level", trouble ? "red" : "");
      job.words.textContent = trouble || (job.paused ? `已暂停，已传 ${this.percent(job)}`
        : job.at && job.at === job.file.size ? "正在核对并保存" : this.percent(job) + this.left(job));
    }

    left(job) {
      const sent = job.at - job.from, took = Date.now() - job.began;
      if (!sent || took < 2000) { return ""; }
      const seconds = Math.round((job.file.size - job.at) / sent * took / 1000);
      return `，约剩 ${seconds >= 60 ? `${Math.floor(seconds / 60)} 分 ` : ""}${seconds % 60} 秒`;
    }

    percent(job) { return `${Math.floor(job.at * 100 / (job.file.size || 1))}%`; }

    press(words, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn sm";
      button.textContent = words;
      button.addEventListener("click", act);
      return button;
    }

    toggle(job) {
      job.paused = !job.paused;
      job.button.textContent = job.paused ? "继续" : "暂停";
      if (job.paused) { job.stop.abort(); this.show(job); return; }
      job.stop = new AbortController();
      this.run(job);
    }

    finished(job) {
      const url = job.url.replace(/\/$/, "");
      this.ticket.value = url.slice(url.lastIndexOf("/") + 1);
      this.done = job.key;
      this.job = null;
      this.tell("seal-ok", `${job.file.name} 已收下，摘要一致`, short(job.sha256));
      this.input.value = ""; // 已在服务器，不必再占用
      if (this.waiting) { this.waiting = false; this.form.requestSubmit(); }
    }

    failed(job, words) {
      if (this.job === job) { this.job = null; }
      this.waiting = false;
      this.input.value = "";
      this.tell("light", words, "");
      this.told.firstElementChild.setAttribute("data-level", "red");
    }

    tell(kind, words, hash) {
      const line = document.createElement("span"), side = document.createElement("span");
      line.className = kind;
      line.textContent = words;
      side.className = "hash";
      side.textContent = hash;
      this.told.setAttribute("aria-live", "polite");
      this.told.replaceChildren(line, side);
    }

    /* 没传完就提交：等传完再自动提交 */
    hold(event) {
      if (event.target !== this.form) { return; }
      if (!this.job) { // 交给了服务器：不再记着这个文件
        if (this.done) { memory.drop(this.done); }
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      this.waiting = true;
      if (this.job.paused) { this.toggle(this.job); }
      this.job.line.textContent = `${this.job.file.name}　传完后自动提交`;
    }

    /* 刷新之后：有没传完的，问服务器到了哪里，请人重选 */
    async remind() {
      const found = memory.keys(this.place).map((key) => [key, memory.get(key)]);
      found.filter(([, kept]) => !kept || Date.now() - kept.at > LIFE).forEach(([key]) => memory.drop(key));
      const [key, kept] = found.filter(([, one]) => one && Date.now() - one.at <= LIFE).sort((a, b) => b[1].at - a[1].at)[0] || [];
      if (!key) { return; }
      const job = { url: kept.url, stop: new AbortController(), key };
      try {
        const answer = await this.call(job, "HEAD", kept.url, {});
        if (this.job || this.ticket.value) { return; }
        const at = Number(answer.headers.get("Upload-Offset")), size = Number(answer.headers.get("Upload-Length"));
        this.tell("light", answer.headers.get("Upload-Sha256") ? `“${kept.name}”已收下，还没有登记。重新选择它，不用再传`
          : `“${kept.name}”已传 ${Math.floor(at * 100 / size)}%，没有传完。重新选择它，从断点继续`, "");
        this.told.firstElementChild.setAttribute("data-level", "yellow");
      } catch (error) {
        if (error instanceof Gone || error instanceof Final) { memory.drop(key); }
      }
    }
  }

  customElements.define("mj-upload", MjUpload);
})();
