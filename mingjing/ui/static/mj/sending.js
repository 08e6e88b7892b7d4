/* 大文件随表单提交时显示进度；没有脚本就是普通表单。基线 Chromium 88。 */
(function () {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-sending") || !window.FormData) { return; }
    const file = form.querySelector("input[type=file]"), bar = form.querySelector("progress"), told = form.querySelector("[data-status]");
    if (!file.files.length) { return; }
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    bar.hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", form.action || location.href);
    request.upload.onprogress = (e) => {
      if (!e.lengthComputable) { return; }
      bar.value = Math.round(e.loaded * 100 / e.total);
      told.textContent = bar.value < 100 ? `已传 ${bar.value}%` : "已传完，正在逐行核对";
    };
    request.onerror = () => { button.disabled = false; told.textContent = "网络中断，没有传完。再按一次“核对文件”"; };
    request.onload = () => {
      if (request.responseURL && request.responseURL.split("#")[0] !== location.href.split("#")[0]) { location.assign(request.responseURL); return; }
      const page = new DOMParser().parseFromString(request.responseText, "text/html").querySelector("main");
      if (page) { document.querySelector("main").replaceWith(page); window.scrollTo(0, 0); } else { location.reload(); }
    };
    request.send(new FormData(form));
  });
})();
