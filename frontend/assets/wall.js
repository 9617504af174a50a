// On a screen on a wall, in words that any browser knows: keeps the screen's secret over a reboot, waits while it is paired, and
// keeps what the server drew fresh where WebAssembly does not run.
(function () {
  var KEPT = "tandem-screen", root = document.documentElement, state = root.getAttribute("data-screen");
  function kept(secret) {
    // A browser that keeps nothing pairs anew after a reboot.
    try {
      if (secret === null) ["tandem-told", KEPT].forEach(function (name) { localStorage.removeItem(name); });
      else if (secret) localStorage.setItem(KEPT, secret);
      return localStorage.getItem(KEPT);
    } catch (refused) { return null; }
  }
  function go(secret) { location.replace(secret ? "/wall?key=" + secret : "/wall"); }
  function ask(method, address, body, heard) {
    var request = new XMLHttpRequest();
    request.open(method, address);
    if (body) request.setRequestHeader("content-type", "application/x-www-form-urlencoded");
    request.onload = function () { heard(request); };
    request.onerror = function () { heard(null); };
    request.send(body);
  }
  function poll() {
    ask("POST", "/wall/token", "device_code=" + root.getAttribute("data-device"), function (answer) {
      var said = {};
      try { said = JSON.parse(answer.responseText); } catch (unreadable) { /* asked again below */ }
      if (said.access_token) { kept(said.access_token); go(said.access_token); }
      else if (said.error === "expired_token") go();
      else setTimeout(poll, +root.getAttribute("data-interval"));
    });
  }
  // Taken away whenever the page is hidden; refused, the screen's own setting decides.
  function awake() {
    if (navigator.wakeLock && !document.hidden) navigator.wakeLock.request("screen").then(null, function () {});
  }
  // Three notes for a win; a browser that wants a touch first stays silent.
  function chime() {
    var Sound = window.AudioContext || window.webkitAudioContext;
    if (!Sound) return;
    var sound = new Sound();
    [523.25, 659.25, 783.99].forEach(function (pitch, note) {
      var tone = sound.createOscillator(), level = sound.createGain(), at = sound.currentTime + 2.2 + note * 0.14;
      tone.frequency.value = pitch;
      level.gain.setValueAtTime(0, at);
      level.gain.linearRampToValueAtTime(0.2, at + 0.02);
      level.gain.exponentialRampToValueAtTime(0.001, at + 1.6);
      tone.connect(level);
      level.connect(sound.destination);
      tone.start(at);
      tone.stop(at + 1.7);
      if (note === 2) tone.onended = function () { sound.close(); };
    });
  }
  if (state === "gone") { kept(null); go(); }
  else if (state === "code" || state === "full") {
    if (kept()) go(kept()); else if (state === "code") poll(); else setTimeout(go, 60000);
  }
  else {
    // A picture that was kept has no secret in its address.
    var here = location.href, workers = window.WebAssembly && navigator.serviceWorker;
    // The secret is nobody's to read off a wall.
    history.replaceState(null, "", "/wall");
    document.addEventListener("visibilitychange", awake);
    document.addEventListener("tandem-win", function () {
      if (document.getElementById("live").hasAttribute("data-sound")) chime();
    });
    // Fresh where WebAssembly does not run; where it does, a worker keeps the picture for a start without a network.
    function refresh() {
      if (!document.getElementById("drawn") && !(workers && workers.controller)) return;
      ask("GET", here, null, function (answer) {
        if (answer && answer.status === 401) return go();
        var fresh = answer && new DOMParser().parseFromString(answer.responseText, "text/html").getElementById("drawn");
        var drawn = document.getElementById("drawn");
        if (drawn && fresh) drawn.innerHTML = fresh.innerHTML;
      });
    }
    setInterval(refresh, 30000);
    // What the browser needs its disk or others for comes after the board: it would be painted later.
    addEventListener("load", function () {
      if (kept()) here = "/wall?key=" + kept();
      awake();
      if (!workers) return;
      workers.addEventListener("controllerchange", refresh);
      workers.register("/wall-worker.js", { scope: "/wall" }).then(null, function () {});
    });
  }
})();
