// Beside an embedded board, in words that any browser knows: tells the page around how high the board is, and keeps what the
// server drew fresh where WebAssembly does not run. docs/embedding.md says what the message looks like.
(function () {
  var height = 0;
  function measure() {
    var now = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (now === height || parent === window) return;
    height = now;
    // A height is nobody's secret: any page may hear it.
    parent.postMessage({ tandem: "height", board: document.getElementById("live").getAttribute("data-board"), height: now }, "*");
  }
  // Once the board is live, what the server drew is gone.
  function renew() {
    if (!document.getElementById("drawn")) return;
    var request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.onload = function () {
      var drawn = document.getElementById("drawn");
      var fresh = new DOMParser().parseFromString(request.responseText, "text/html").getElementById("drawn");
      if (drawn && fresh) drawn.innerHTML = fresh.innerHTML;
    };
    request.send();
  }
  if (window.ResizeObserver) new ResizeObserver(measure).observe(document.documentElement);
  else setInterval(measure, 1000);
  setInterval(renew, 30000);
  addEventListener("online", renew);
})();
