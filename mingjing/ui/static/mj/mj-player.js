/* mj-player：播放器旁的关键画面可以点。没有它，播放照常，关键画面只是文字。基线 Chromium 88。 */
(function () {
  "use strict";

  class MjPlayer extends HTMLElement {
    connectedCallback() {
      if (this.media) { return; }
      this.media = this.querySelector("video, audio, img");
      this.said = this.querySelector("[role=alert]");
      if (!this.media) { return; }
      this.media.addEventListener("error", () => this.explain());
      if (this.media.error || (this.media.tagName === "IMG" && this.media.complete && !this.media.naturalWidth)) {
        this.explain();
      }
      if (this.media.tagName === "IMG") { return; }
      this.marks = Array.from(this.querySelectorAll(".marks [data-t]"), (item) => this.mark(item));
      this.media.addEventListener("timeupdate", () => this.follow());
      this.media.addEventListener("seeked", () => this.follow());
    }

    mark(item) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn sm";
      button.append(...item.childNodes);
      item.append(button);
      const at = Number(item.getAttribute("data-t"));
      button.addEventListener("click", () => {
        this.media.currentTime = at;
        const playing = this.media.play();
        if (playing) { playing.catch(() => {}); }
      });
      return { at, button };
    }

    /* 正在看的是哪一处 */
    follow() {
      const here = this.marks.filter((mark) => mark.at <= this.media.currentTime + 0.25).pop();
      this.marks.forEach((mark) => {
        if (mark === here) { mark.button.setAttribute("aria-current", "true"); } else { mark.button.removeAttribute("aria-current"); }
      });
    }

    /* 放不出来：是调阅过了时限，还是浏览器不认这种编码 */
    async explain() {
      let status = 0;
      try {
        status = (await fetch(this.media.src, { method: "HEAD", credentials: "same-origin", redirect: "manual", cache: "no-store" })).status;
      } catch (error) { /* 没有网络 */ }
      this.said.hidden = false;
      this.said.textContent = status === 200 ? "这台电脑的浏览器放不出这种编码。原件完好，请换一台装有解码器的电脑调阅。"
        : status === 403 || status === 404 ? "调阅已过四小时或者已不由你办理。需要接着看的，重新写明用途再打开。"
          : status === 500 ? "库中读不出这个文件。请告知系统管理员，用备份核对。"
            : "没有连上服务器，或者登录已过期。请刷新页面再看。";
    }
  }

  customElements.define("mj-player", MjPlayer);
})();
