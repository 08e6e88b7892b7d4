// 大屏每分钟重新打开一次；页面不在前台时不动。
"use strict";
if (!document.body.hasAttribute("data-still")) {
  setInterval(function () { if (!document.hidden) { location.reload(); } }, 60000);
}
