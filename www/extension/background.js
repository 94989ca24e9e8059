// A click on the button in the toolbar opens the page.
const api = globalThis.browser ?? chrome;
api.action.onClicked.addListener(() => api.tabs.create({ url: api.runtime.getURL("index.html") }));
