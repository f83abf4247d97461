// Brings the worker of the timesheet (`WORKER` in app/src/routes) once the page has everything it needs itself.
addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));
